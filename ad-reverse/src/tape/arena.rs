//! Records in blocks that never move. Each block is as large as all before it together, so growth
//! copies nothing; forgetting keeps the blocks.
//!
//! The one module of this crate with unsafe code: writing to the last block through a shared
//! reference, without the flag that a `RefCell` would test and set at every record, and without the
//! sum of several lengths that a list of lists would need for an index.
#![allow(unsafe_code, reason = "one write a record, see the SAFETY comments")]

use core::cell::{Cell, UnsafeCell};
use core::ptr;

/// Records of the first block, if nobody knows better.
const FIRST: usize = 128;
/// Indices are less than this.
pub(super) const MOST: u32 = 0x7FFF_FF00;

/// A list that grows through a shared reference; its entries are `Copy` and not seen while it grows.
/// Their indices need not begin at zero.
pub(super) struct Arena<R> {
    /// The memory: these vectors have a capacity and no length.
    blocks: UnsafeCell<Vec<Vec<R>>>,
    /// How many blocks have entries or wait for them; those behind them will be used again.
    used: Cell<usize>,
    /// The index of the first entry.
    first: Cell<u32>,
    /// The index of the next entry.
    next: Cell<u32>,
    /// The first index that the last used block has no room for; if there is none, that of the next entry.
    end: Cell<u32>,
    /// Where the last used block would have index zero.
    zero: Cell<*mut R>,
}

// SAFETY: `zero` points into memory that `blocks` owns.
unsafe impl<R: Send> Send for Arena<R> {}

impl<R: Copy> Arena<R> {
    pub fn with_capacity(entries: usize) -> Self {
        let blocks = if entries == 0 { vec![] } else { vec![Vec::with_capacity(entries)] };
        let arena = Arena {
            blocks: UnsafeCell::new(blocks),
            used: Cell::new(0),
            first: Cell::new(0),
            next: Cell::new(0),
            end: Cell::new(0),
            zero: Cell::new(ptr::null_mut()),
        };
        arena.start_at(0);
        arena
    }

    /// The index of the first entry.
    #[inline(always)]
    pub fn first(&self) -> u32 {
        self.first.get()
    }

    /// The index of the next entry.
    #[inline(always)]
    pub fn next(&self) -> u32 {
        self.next.get()
    }

    /// How many entries there is room for.
    pub fn capacity(&self) -> usize {
        // SAFETY: no `&mut` to the blocks is alive: `grow`, which makes one, calls nothing that could
        // come back here and returns none.
        unsafe { &*self.blocks.get() }.iter().map(Vec::capacity).sum()
    }

    /// Appends an entry and returns its index.
    #[inline(always)]
    pub fn push(&self, entry: R) -> u32 {
        let index = self.next.get();
        if index == self.end.get() {
            self.grow();
        }
        // SAFETY: `start <= index < end` of the last used block, as `enter` has set `end` and `zero`, so
        // that the sum lies in its memory; no reference to that memory exists.
        unsafe { self.zero.get().wrapping_add(index as usize).write(entry) };
        self.next.set(index + 1);
        index
    }

    /// Goes on in the next block.
    ///
    /// # Panics
    /// If there is no index left.
    #[cold]
    #[inline(never)]
    fn grow(&self) {
        let index = self.next.get();
        if index >= MOST {
            super::full();
        }
        // SAFETY: the only reference to the list of blocks, as in `capacity`; what may panic does so
        // before anything is changed.
        let blocks = unsafe { &mut *self.blocks.get() };
        if self.used.get() == blocks.len() {
            blocks.push(Vec::with_capacity(FIRST.max((index - self.first.get()) as usize)));
        }
        self.enter(blocks, index);
    }

    /// The next entry, of this index, will be the first of the next block.
    fn enter(&self, blocks: &mut [Vec<R>], index: u32) {
        let block = &mut blocks[self.used.get()];
        self.used.set(self.used.get() + 1);
        self.zero.set(block.as_mut_ptr().wrapping_sub(index as usize));
        self.end.set((index as usize).saturating_add(block.capacity()).min(MOST as usize) as u32);
    }

    /// Forgets all entries and keeps the memory. The next entry will have this index.
    pub fn start_at(&self, index: u32) {
        self.first.set(index);
        self.next.set(index);
        self.end.set(index);
        self.used.set(0);
        // SAFETY: as in `grow`.
        let blocks = unsafe { &mut *self.blocks.get() };
        if !blocks.is_empty() {
            self.enter(blocks, index);
        }
    }

    /// Calls `f` with each entry and its index, from the last to the first. What is appended meanwhile
    /// is not seen.
    #[inline(always)]
    pub fn for_each_back(&self, mut f: impl FnMut(usize, R)) {
        // SAFETY: the reference, as those below, ends with its statement; see `capacity`.
        let block = |k: usize| unsafe { &(&*self.blocks.get())[k] };
        let (mut left, mut end) = (self.used.get(), self.next.get() as usize);
        let mut start = self.first.get() as usize + (1..left).map(|k| block(k - 1).capacity()).sum::<usize>();
        while left > 0 {
            left -= 1;
            let entries = block(left).as_ptr();
            for k in (start..end).rev() {
                // SAFETY: all from the start of a used block to its end, or to the next entry, were written,
                // and memory is not given back as long as `self` is shared.
                f(k, unsafe { entries.add(k - start).read() });
            }
            end = start;
            start -= left.checked_sub(1).map_or(0, |k| block(k).capacity());
        }
    }
}
