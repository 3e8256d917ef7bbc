//! The system allocator, counting.

#![allow(unsafe_code, reason = "an allocator that counts implements an unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Counts calls, live bytes and their peak. Install it with `#[global_allocator]`.
pub struct Counting;

static CALLS: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn grown(bytes: usize) {
    CALLS.fetch_add(1, Relaxed);
    let live = LIVE.fetch_add(bytes, Relaxed) + bytes;
    PEAK.fetch_max(live, Relaxed);
}

// SAFETY: every call is forwarded unchanged to the system allocator, whose contract is the
// caller's; the counters allocate nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grown(layout.size());
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(block, layout) }
    }
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_sub(layout.size(), Relaxed);
        grown(size);
        // SAFETY: as the caller promised.
        unsafe { System.realloc(block, layout, size) }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        grown(layout.size());
        // SAFETY: as the caller promised.
        unsafe { System.alloc_zeroed(layout) }
    }
}

/// What a piece of work asked of the allocator.
#[derive(Clone, Copy, Debug)]
pub struct Demand {
    /// How often it asked.
    pub calls: usize,
    /// The most bytes that were live at once, beyond those before.
    pub peak: usize,
    /// The bytes that stay live in its result.
    pub kept: usize,
}

/// Runs `work` and returns its result with what it demanded. All zero unless [`Counting`] is the
/// global allocator; other threads are counted too.
pub fn demand<R>(work: impl FnOnce() -> R) -> (R, Demand) {
    let (calls, live) = (CALLS.load(Relaxed), LIVE.load(Relaxed));
    PEAK.store(live, Relaxed);
    let result = work();
    let kept = LIVE.load(Relaxed).saturating_sub(live);
    (result, Demand { calls: CALLS.load(Relaxed) - calls, peak: PEAK.load(Relaxed) - live, kept })
}
