//! Runs code that may be unwritten: a `todo!()` is told apart from any other panic.
//!
//! The panic hook stays silent, and notes the place, while guarded code runs on this thread.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// Why guarded code did not return.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// It reached a `todo!()`; the place is `file:line`.
    Todo(String),
    /// It panicked: message and place.
    Panic(String),
}

thread_local! {
    static GUARDED: Cell<usize> = const { Cell::new(0) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.get() == 0 {
                return previous(info);
            }
            let place = info.location().map(|l| format!("{}:{}", l.file(), l.line()));
            PLACE.replace(place.unwrap_or_default());
        }));
    });
}

/// Calls `code`; a panic in it becomes a [`Stop`].
///
/// ```
/// use examples::runner::guard::{Stop, guarded};
/// assert_eq!(guarded(|| 1 + 1), Ok(2));
/// assert!(matches!(guarded(|| -> u8 { todo!() }), Err(Stop::Todo(_))));
/// ```
pub fn guarded<T>(code: impl FnOnce() -> T) -> Result<T, Stop> {
    install_hook();
    GUARDED.set(GUARDED.get() + 1);
    let outcome = panic::catch_unwind(AssertUnwindSafe(code));
    GUARDED.set(GUARDED.get() - 1);
    outcome.map_err(|payload| {
        let (message, place) = (message(payload.as_ref()), PLACE.take());
        // The text that the standard library documents for `todo!`.
        if message.starts_with("not yet implemented") {
            Stop::Todo(place)
        } else {
            Stop::Panic(format!("{message} (at {place})"))
        }
    })
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    let string = payload.downcast_ref::<String>().map(String::as_str);
    text.or(string).unwrap_or("a panic without a message")
}
