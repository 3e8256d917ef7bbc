//! Records in blocks that never move. Each block is as large as all before it together, so growth
//! copies nothing; forgetting keeps the blocks.
//!
//! The one module of this crate with unsafe code: writing to the top block through a shared
//! reference, without the flag that a `RefCell` would test and set at every record.
#![allow(unsafe_code, reason = "one write a record, see the SAFETY comments")]

use core::cell::{Cell, UnsafeCell};

/// Records of the first block, if nobody knows better.
const FIRST: usize = 128;

/// A list that grows through a shared reference; its entries are `Copy` and not seen while it grows.
pub(super) struct Arena<R> {
    /// The block that is written to.
    top: UnsafeCell<Vec<R>>,
    /// Full blocks, and behind them emptied ones that are used again.
    others: UnsafeCell<Vec<Vec<R>>>,
    /// How many of the others are full, and how many entries they have.
    full: Cell<(usize, usize)>,
}

impl<R: Copy> Arena<R> {
    pub fn with_capacity(entries: usize) -> Self {
        let top = UnsafeCell::new(Vec::with_capacity(entries));
        Arena { top, others: UnsafeCell::new(Vec::new()), full: Cell::new((0, 0)) }
    }

    /// How many entries there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        // SAFETY: no `&mut` to the top block is alive: the functions that make one return none
        // and call nothing that could come back here.
        self.full.get().1 + unsafe { (*self.top.get()).len() }
    }

    /// How many entries there is room for.
    pub fn capacity(&self) -> usize {
        // SAFETY: as in `len`, for both.
        let (top, others) = unsafe { (&*self.top.get(), &*self.others.get()) };
        top.capacity() + others.iter().map(Vec::capacity).sum::<usize>()
    }

    /// Appends an entry.
    #[inline(always)]
    pub fn push(&self, entry: R) {
        // SAFETY: as in `len`; the reference ends with this expression.
        if unsafe { (*self.top.get()).len() == (*self.top.get()).capacity() } {
            self.grow();
        }
        // SAFETY: the only reference to the top block while it lives, for nothing is called that could
        // make another. There is room behind `len`, at first or since `grow`; the entry is written
        // before the length covers it. What `for_each_back` reads lies before `len`.
        unsafe {
            let top = &mut *self.top.get();
            let len = top.len();
            top.as_mut_ptr().add(len).write(entry);
            top.set_len(len + 1);
        }
    }

    /// Puts an empty block on top.
    #[cold]
    #[inline(never)]
    fn grow(&self) {
        let entries = self.len();
        // SAFETY: the only references to both, as in `push`; `Vec::with_capacity` may panic, before
        // anything is changed.
        let (top, others) = unsafe { (&mut *self.top.get(), &mut *self.others.get()) };
        let (full, _) = self.full.get();
        if full == others.len() {
            others.push(Vec::with_capacity(entries.max(FIRST)));
        }
        core::mem::swap(top, &mut others[full]);
        self.full.set((full + 1, entries));
    }

    /// Calls `f` with each entry and its index, from the last to the first. What is appended meanwhile
    /// is not seen.
    #[inline(always)]
    pub fn for_each_back(&self, mut f: impl FnMut(usize, R)) {
        let (mut block, mut start) = self.full.get();
        // SAFETY: the reference ends with the statement; the entries stay where they are as long as
        // `self` lives, for blocks never move and are never freed, and a forgotten entry is still there.
        let (mut entries, mut len) = unsafe { ((*self.top.get()).as_ptr(), (*self.top.get()).len()) };
        loop {
            for k in (0..len).rev() {
                // SAFETY: `k` is below the length that the block had.
                f(start + k, unsafe { entries.add(k).read() });
            }
            if block == 0 {
                return;
            }
            block -= 1;
            // SAFETY: as above; full blocks stay at their place in the list.
            (entries, len) = unsafe { ((&(*self.others.get()))[block].as_ptr(), (&(*self.others.get()))[block].len()) };
            start -= len;
        }
    }

    /// Forgets all entries and keeps the memory.
    pub fn clear(&self) {
        // SAFETY: the only references to both while they live, as in `push`; entries have no destructor
        // that could come back here.
        let (top, others) = unsafe { (&mut *self.top.get(), &mut *self.others.get()) };
        // back to the first block; the others follow in their order
        for block in others[..self.full.get().0].iter_mut().rev() {
            core::mem::swap(top, block);
            block.clear();
        }
        top.clear();
        self.full.set((0, 0));
    }
}
