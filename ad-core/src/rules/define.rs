//! The macro that turns a line of the table into a [`Rule`](super::Rule).

/// Reads the table. From each line grow: a struct with its `Rule`, a variant of `Op`, a method
/// of `Special` or `Auxiliary`, and a call of the `Visitor`.
macro_rules! define_rules {
    (
        float { $($float:tt)* }
        special { $($special:tt)* }
        auxiliary { $($auxiliary:tt)* }
    ) => {
        define_rules! { @rules $($float)* $($special)* $($auxiliary)* }
        define_rules! { @methods Special
            "The functions that `num_traits::Float` lacks, for every number.\n\n\
             ```\nuse ad_core::Special;\nassert_eq!(3.0f64.sq(), 9.0);\nassert_eq!((-3.0f64).relu(), 0.0);\n```";
            $($special)* }
        define_rules! { @methods Auxiliary
            "Functions that only rules use: families closed under differentiation, so that no digit \
             is lost when a slope is read at a derivative number.";
            $($auxiliary)* }
        /// Shows `visitor` every row of the table.
        ///
        /// ```
        /// use ad_core::rules::{Row, Rule, Visitor, table};
        /// struct Count(usize);
        /// impl Visitor for Count {
        ///     fn visit<R: Rule<N>, const N: usize>(&mut self, _: R, row: &Row<N>) {
        ///         assert!(!row.points.is_empty());
        ///         self.0 += 1;
        ///     }
        /// }
        /// let mut rows = Count(0);
        /// table::visit(&mut rows);
        /// assert!(rows.0 > 50);
        /// ```
        pub fn visit(visitor: &mut impl $crate::rules::Visitor) {
            define_rules! { @visit visitor Float $($float)* }
            define_rules! { @visit visitor Special $($special)* }
            define_rules! { @visit visitor Auxiliary $($auxiliary)* }
        }
    };

    (@rules $(
        $(#[$meta:meta])*
        $V:ident $f:ident ($($x:ident),+) $({ $($k:ident : $kt:ty),+ } in [$($sample:tt),+])? $(= $y:ident)? $(given $known:ident)?
            => [$($slope:expr),+] ; $value:expr ; $domain:expr ; $points:expr ;
    )*) => {
        /// Which function a rule is, with its parameters. What a graph writes on a node and
        /// what a recorded program stores as an instruction.
        ///
        /// ```
        /// use ad_core::rules::Op;
        /// assert_eq!(Op::Powi { n: 3 }.name(), "powi");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Op {
            $(
                #[doc = concat!("`", stringify!($f), "`")]
                $V { $($(
                    #[doc = "Parameter of the family."]
                    $k: $kt
                ),+)? },
            )*
            /// A rule that is not in the table.
            Custom {
                /// What to call it.
                name: &'static str
            },
        }
        impl Op {
            /// The name of the function, e.g. `"sin"`.
            pub const fn name(&self) -> &'static str {
                match self { $( Op::$V { .. } => stringify!($f), )* Op::Custom { name } => name }
            }

            /// The parameters bit by bit, zeros where there are none: two functions of the table are the
            /// same if their names and these are.
            ///
            /// ```
            /// use ad_core::rules::Op;
            /// assert_eq!((Op::Powi { n: 3 }.parameters(), Op::Sin {}.parameters()), ([3, 0, 0], [0; 3]));
            /// ```
            pub fn parameters(&self) -> [u64; 3] {
                #[allow(unused_mut, reason = "most functions have no parameters")]
                let mut bits = [0; 3];
                match *self {
                    $( Op::$V { $($($k),+)? } => {
                        $( for (bits, parameter) in bits.iter_mut().zip([$($k.to_parameter()),+]) { *bits = parameter; } )?
                    } )*
                    Op::Custom { .. } => {}
                }
                bits
            }

            /// Hands the rule of this function to `reader`; a rule that is not in the table cannot be
            /// found by its name: `None`.
            ///
            /// ```
            /// use ad_core::rules::{Op, Reader, Rule};
            /// struct Arguments;
            /// impl Reader for Arguments {
            ///     type Output = usize;
            ///     fn read<R: Rule<N>, const N: usize>(self, _: R) -> usize { N }
            /// }
            /// assert_eq!(Op::Atan2 {}.read(Arguments), Some(2));
            /// ```
            pub fn read<V: $crate::rules::Reader>(self, reader: V) -> Option<V::Output> {
                match self {
                    $( Op::$V { $($($k),+)? } => Some(reader.read($V { $($($k),+)? })), )*
                    Op::Custom { .. } => None,
                }
            }
        }
        $(
            $(#[$meta])*
            #[doc = concat!("`", stringify!($f), "(", stringify!($($x),+), ")`: slopes `[", stringify!($($slope),+),
                "]`, domain `", stringify!($domain), "`.")]
            #[derive(Clone, Copy, Debug, PartialEq)]
            pub struct $V { $($(
                #[doc = "Parameter of the family."]
                pub $k: $kt
            ),+)? }
            impl $V {
                /// The rule with its parameters, if any.
                pub const fn with($($($k: $kt),+)?) -> Self { $V { $($($k),+)? } }
            }
            #[allow(unused_variables, reason = "a rule or its domain need not use every argument")]
            impl Rule<{ [$(stringify!($x)),+].len() }> for $V {
                const READS_VALUE: bool = !([$(stringify!($y),)? ""].len() == 1);
                #[inline(always)]
                fn op(&self) -> Op { Op::$V { $($($k: self.$k),+)? } }
                #[inline(always)]
                fn value(&self, [$($x),+]: [f64; { [$(stringify!($x)),+].len() }]) -> f64 {
                    $(let $V { $($k),+ } = *self;)?
                    $(let $known = None;)?
                    $value
                }
                #[inline(always)]
                fn value_given(&self, [$($x),+]: [f64; { [$(stringify!($x)),+].len() }], known: f64) -> f64 {
                    $(let $V { $($k),+ } = *self;)?
                    $(let $known = Some(known);)?
                    $value
                }
                #[cfg_attr(not(debug_assertions), inline(always))]
                fn slopes<T: Number>(&self, [$($x),+]: [T; { [$(stringify!($x)),+].len() }], y: T)
                    -> [T; { [$(stringify!($x)),+].len() }]
                {
                    $(let $V { $($k),+ } = *self;)?
                    $(let $y = y;)?
                    [$($slope),+]
                }
            }
        )*
    };

    (@methods $Trait:ident $doc:expr; $(
        $(#[$meta:meta])*
        $V:ident $f:ident ($x:ident $(, $xs:ident)*) $({ $($k:ident : $kt:ty),+ } in [$($sample:tt),+])? $(= $y:ident)? $(given $known:ident)?
            => [$($slope:expr),+] ; $value:expr ; $domain:expr ; $points:expr ;
    )*) => {
        #[doc = $doc]
        pub trait $Trait: Number {
            $(
                $(#[$meta])*
                #[doc = concat!("Slopes `[", stringify!($($slope),+), "]`.")]
                #[cfg_attr(not(debug_assertions), inline(always))]
                fn $f(self $(, $xs: Self)* $($(, $k: $kt)+)?) -> Self {
                    Self::apply($V { $($($k),+)? }, [self $(, $xs)*])
                }
            )*
        }
        impl<T: Number> $Trait for T {}
    };

    (@visit $visitor:ident $section:ident $(
        $(#[$meta:meta])*
        $V:ident $f:ident ($($x:ident),+) $({ $($k:ident : $kt:ty),+ } in [$($sample:tt),+])? $(= $y:ident)? $(given $known:ident)?
            => [$($slope:expr),+] ; $value:expr ; $domain:expr ; $points:expr ;
    )*) => {
        $(
            #[allow(unused_variables, reason = "a rule or its domain need not use every argument")]
            let row = $crate::rules::Row::<{ [$(stringify!($x)),+].len() }> {
                name: stringify!($f),
                section: $crate::rules::Section::$section,
                slopes: concat!("[", stringify!($($slope),+), "]"),
                domain: stringify!($domain),
                contains: |[$($x),+]| $domain,
                points: &$points,
            };
            for rule in define_rules!(@samples $V $($($sample)+)?) {
                $visitor.visit(rule, &row);
            }
        )*
    };
    (@samples $V:ident) => { [$V {}] };
    (@samples $V:ident $($sample:tt)+) => { [$($V::with $sample),+] };
}
pub(super) use define_rules;
