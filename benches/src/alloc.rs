//! The system allocator, counting.

#![allow(unsafe_code, reason = "an allocator that counts implements an unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicIsize, AtomicUsize, Ordering::Relaxed};

/// Counts calls, live bytes and their peak while [`demand`] looks. Install it with `#[global_allocator]`.
pub struct Counting;

/// Nobody pays for the counting while time is taken.
static LOOKING: AtomicBool = AtomicBool::new(false);

static CALLS: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicIsize = AtomicIsize::new(0);
static PEAK: AtomicIsize = AtomicIsize::new(0);

fn grown(bytes: usize) {
    if LOOKING.load(Relaxed) {
        CALLS.fetch_add(1, Relaxed);
        let live = LIVE.fetch_add(bytes as isize, Relaxed) + bytes as isize;
        PEAK.fetch_max(live, Relaxed);
    }
}

fn shrunk(bytes: usize) {
    if LOOKING.load(Relaxed) {
        LIVE.fetch_sub(bytes as isize, Relaxed);
    }
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
        shrunk(layout.size());
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(block, layout) }
    }
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        shrunk(layout.size());
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
    CALLS.store(0, Relaxed);
    LIVE.store(0, Relaxed);
    PEAK.store(0, Relaxed);
    LOOKING.store(true, Relaxed);
    let result = work();
    LOOKING.store(false, Relaxed);
    // what was there before may have been freed
    let bytes = |count: &AtomicIsize| count.load(Relaxed).max(0) as usize;
    (result, Demand { calls: CALLS.load(Relaxed), peak: bytes(&PEAK), kept: bytes(&LIVE) })
}
