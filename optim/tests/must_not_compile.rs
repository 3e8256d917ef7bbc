//! Methods that ask for more than a problem has, and sizes that do not fit, are refused by the compiler.

#[path = "../../ad/tests/support/refusal.rs"]
mod refusal;

refusal::must_not_compile! { ["ad", "optim"];
    newton_without_a_hessian
    radius_for_a_line
    rate_for_a_line_search
    search_by_products_without_any
    steihaug_without_products
}
