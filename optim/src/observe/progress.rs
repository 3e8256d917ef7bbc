//! A progress bar on the standard error, silent where that is no terminal.

use super::{Control, Observer, Step};
use crate::vector::norm_inf;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar, or without a known number of steps a spinner, with `f` and the largest gradient entry.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Adam, observe::Progress, stop::Iterations, Recipe};
/// let f = objective!(|x| x[0].cosh());
/// let bar = Progress::of(100);
/// let method = Adam::default().rate(0.1).stop(Iterations(100)).observe(bar.clone());
/// let _ = method.minimize(&f, &[3.0])?;
/// assert_eq!(bar.bar().position(), 100);
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar that is full after so many steps.
    ///
    /// ```
    /// use optim::{descent::Adam, observe::Progress, stop::Iterations, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let progress = Progress::of(10);
    /// let _ = Adam::default().stop(Iterations(10)).observe(progress.clone()).minimize(&f, &[3.0])?;
    /// assert_eq!(progress.bar().length(), Some(10));
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn of(steps: usize) -> Self {
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg}").expect("the template is right");
        Progress { bar: ProgressBar::new(steps as u64).with_style(style) }
    }
    /// A spinner.
    ///
    /// ```
    /// use optim::{descent::Adam, observe::Progress, stop::Iterations, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let progress = Progress::endless();
    /// let _ = Adam::default().stop(Iterations(10)).observe(progress.clone()).minimize(&f, &[3.0])?;
    /// assert_eq!(progress.bar().length(), None);
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn endless() -> Self {
        let style = ProgressStyle::with_template("{spinner} step {pos} {msg}").expect("the template is right");
        Progress { bar: ProgressBar::no_length().with_style(style) }
    }
    /// On a bar of one's own, with its style and target.
    ///
    /// ```
    /// use optim::{descent::Adam, observe::Progress, stop::Iterations, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let progress = Progress::on(indicatif::ProgressBar::hidden());
    /// let _ = Adam::default().stop(Iterations(10)).observe(progress.clone()).minimize(&f, &[3.0])?;
    /// assert!(progress.bar().is_hidden());
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn on(bar: ProgressBar) -> Self {
        Progress { bar }
    }
    /// The bar itself.
    ///
    /// ```
    /// use optim::{descent::Adam, observe::Progress, stop::Iterations, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let progress = Progress::of(10);
    /// let _ = Adam::default().stop(Iterations(10)).observe(progress.clone()).minimize(&f, &[3.0])?;
    /// assert!(progress.bar().message().starts_with("f = "));
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn bar(&self) -> &ProgressBar {
        &self.bar
    }
}

impl Observer for Progress {
    fn step(&mut self, step: &Step) -> Control {
        self.bar.set_message(format!("f = {:.6e}, |g| = {:.1e}", step.at.f, norm_inf(&step.at.g)));
        self.bar.set_position(step.iteration as u64);
        Control::Continue
    }
}
