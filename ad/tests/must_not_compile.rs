//! Programs that the compiler must refuse; how that is seen stands in `support/refusal.rs`.

#[path = "support/refusal.rs"]
mod refusal;

refusal::must_not_compile! { ["ad"];
    captured_at_the_same_type
    captured_in_an_inner_derivative
    captured_in_an_inner_objective
    graph_shared_between_threads
    let_out_of_a_derivative
    node_after_clear
    node_outlives_its_graph
    node_sent_to_a_thread
    nodes_of_scope_and_graph
    nodes_of_two_scopes
    tape_shared_between_threads
    two_levels_of_dual
    var_after_clear
    var_and_node
    var_captured_in_an_inner_objective
    var_let_out_of_its_scope
    var_outlives_its_tape
    var_sent_to_a_thread
    vars_of_scope_and_tape
    vars_of_two_scopes
}
