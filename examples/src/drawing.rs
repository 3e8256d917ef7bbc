//! A recorded computation as the report and the command line show it.

use crate::runner::prelude::Graph;
use ad::draw::Picture;

/// All printed forms of a picture; the terminal gets the table and the tree.
pub fn drawing(title: impl Into<String>, picture: &Picture) -> Graph {
    Graph {
        title: title.into(),
        ascii: format!("{}\n{}", picture.table(), picture.tree()),
        dot: picture.dot(),
        svg: picture.svg(),
    }
}
