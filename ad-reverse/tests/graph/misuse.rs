//! What makes no sense panics with a message, in debug and in release, and is never a number.

use ad_core::{Objective, Real, Single, objective};
use ad_reverse::{Engine, Graph, OnGraph};

macro_rules! panics {
    ($($name:ident: $message:literal $body:block)*) => { $(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() $body
    )* };
}

panics! {
    operands_of_two_graphs: "the operands of `mul` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let _ = g.variable(1.0) * h.variable(2.0);
    }
    constant_record_of_another_graph: "the operands of `add` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let _ = g.variable(1.0) + h.constant(2.0);
    }
    third_operand_of_another_graph: "the operands of `mul_add` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let x = g.variable(1.0);
        let _ = x.mul_add(x, h.variable(2.0));
    }
    assignment_of_another_graph: "the operands of `sub` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let mut x = g.variable(1.0);
        x -= h.variable(2.0);
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
    adjoint_of_another_graphs_node: "the operands of `Adjoints::of` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let (x, y) = (g.variable(1.0), h.variable(2.0));
        x.backward().of(y);
    }
    tangent_of_another_graphs_node: "the operands of `Tangents::of` belong to two different graphs" {
        let (g, h) = (Graph::new(), Graph::new());
        let (x, y) = (g.variable(1.0), h.variable(2.0));
        x.forward().of(y);
    }
    snapshot_from_before_clear: "the operands of `Adjoints::of` belong to two different graphs" {
        let mut g = Graph::new();
        let before = g.variable(1.0).backward();
        g.clear();
        before.of(g.variable(2.0));
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
    length_of_gradient: "the gradient has length 3, but 2 is needed: pass 2 numbers" {
        OnGraph.value_and_gradient(&objective!(|x| x[0]), &[1.0, 2.0], &mut [0.0; 3]);
    }
    length_of_weights: "the weights w has length 2, but 1 is needed: pass 1 numbers" {
        OnGraph.vjp(&Single(objective!(|x| x[0])), &[1.0, 2.0], &[1.0, 2.0]);
    }
    length_of_direction: "the direction v has length 1, but 2 is needed: pass 2 numbers" {
        OnGraph.hess_vec(&objective!(|x| x[0]), &[1.0, 2.0], &[1.0]);
    }
    length_of_second_factor: "the second factor of dot has length 1, but 2 is needed" {
        OnGraph.gradient(&objective!(|x| F::dot(x, &x[1..])), &[1.0, 2.0]);
    }
    length_of_affine: "the argument of affine has length 1, but 2 is needed" {
        OnGraph.gradient(&objective!(|x| F::affine(x, &x[1..], x[0])), &[1.0, 2.0]);
    }
}

/// A panic inside an objective goes through the engine and leaves nothing behind.
#[test]
fn objective_that_panics() {
    struct Fragile;
    impl Objective for Fragile {
        fn value<F: Real>(&self, x: &[F]) -> F {
            assert!(x[0] > F::zero(), "x must be positive");
            x[0].ln()
        }
    }
    let message = std::panic::catch_unwind(|| OnGraph.gradient(&Fragile, &[-1.0])).unwrap_err();
    assert_eq!(message.downcast_ref(), Some(&"x must be positive"));
    assert_eq!(OnGraph.gradient(&Fragile, &[2.0]).1, vec![0.5]);
}
