//! The smallest allocator: a cursor that walks through a static block and never goes back.
#![allow(unsafe_code, reason = "an allocator hands out memory")]

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::ptr;
use core::sync::atomic::{AtomicUsize, Ordering};

const BYTES: usize = 1 << 16;

struct Bump {
    block: UnsafeCell<[u8; BYTES]>,
    used: AtomicUsize,
}

// SAFETY: the block is only reached through pointers to parts that `alloc` handed out once.
unsafe impl Sync for Bump {}

// SAFETY: every part lies in the static block, has the layout asked for, and overlaps no other,
// because the cursor only grows and is moved by one atomic exchange a part.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let base = self.block.get().cast::<u8>();
        let mut used = self.used.load(Ordering::Relaxed);
        loop {
            let start = used + base.wrapping_add(used).align_offset(layout.align());
            let end = match start.checked_add(layout.size()) {
                Some(end) if end <= BYTES => end,
                _ => return ptr::null_mut(),
            };
            match self.used.compare_exchange_weak(used, end, Ordering::Relaxed, Ordering::Relaxed) {
                // SAFETY: start <= end <= BYTES, so the part lies in the block.
                Ok(_) => return unsafe { base.add(start) },
                Err(now) => used = now,
            }
        }
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static HEAP: Bump = Bump { block: UnsafeCell::new([0; BYTES]), used: AtomicUsize::new(0) };
