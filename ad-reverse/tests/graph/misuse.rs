//! What makes no sense panics with a message, in debug and in release, and is never a number. What every
//! engine refuses is in `tests/engines`.

use ad_reverse::Graph;

macro_rules! panics {
    ($($name:ident: $message:literal $body:block)*) => { $(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() $body
    )* };
}

panics! {
    constant_record_of_another_graph: "the operands of `add` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let _ = g.variable(1.0) + h.constant(2.0);
    }
    seed_of_another_graph: "the operands of `backward` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let (_, y) = (g.variable(1.0), h.variable(2.0));
        g.backward(&[(y, 1.0)]);
    }
    tangent_of_another_graph: "the operands of `forward` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let (_, y) = (g.variable(1.0), h.variable(2.0));
        g.forward(&[(y, 1.0)]);
    }
    picture_of_another_graph: "the operands of `picture` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let (_, y) = (g.variable(1.0), h.variable(2.0));
        g.picture(&[y]);
    }
    tangent_of_another_graphs_node: "the operands of `Tangents::of` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let (x, y) = (g.variable(1.0), h.variable(2.0));
        x.forward().of(y);
    }
    grad_before_backward: "no adjoint yet: call backward() on the output" {
        let g = Graph::new();
        let x = g.variable(1.0);
        let _ = x * x;
        x.grad();
    }
    grad_of_a_later_record: "no adjoint yet: call backward() on the output, after the last operation" {
        let g = Graph::new();
        let x = g.variable(1.0);
        x.backward();
        (x * x).grad();
    }
    tangent_before_forward: "no tangent yet: call forward() on an input" {
        let g = Graph::new();
        let x = g.variable(1.0);
        x.backward();
        x.tangent();
    }
    tangent_of_a_later_record: "no tangent yet: call forward() on an input, after the last operation" {
        let g = Graph::new();
        let x = g.variable(1.0);
        x.forward();
        (x * x).tangent();
    }
}
