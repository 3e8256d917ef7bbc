//! One test for recordings by hand: once on the graph, once on the tape.

/// The same items twice: once `List` is the graph and `Handle` its node, once the tape
/// and its variable.
macro_rules! by_hand {
    ($($item:item)*) => {
        mod on_a_graph {
            #[allow(unused_imports, reason = "not every test uses every name")]
            use {super::*, ad_reverse::{Graph as List, Node as Handle}};
            $($item)*
        }
        mod on_a_tape {
            #[allow(unused_imports, reason = "not every test uses every name")]
            use {super::*, ad_reverse::{Tape as List, Var as Handle}};
            $($item)*
        }
    };
}
pub(crate) use by_hand;
