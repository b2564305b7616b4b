//! Forms with which a reader judges where they look. Only a running server has them.

use maud::{Markup, html};
use stemma_core::Verdict;

use super::View;

/// One thing that a reader may judge; things are named as `stemma judge` takes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Judging<'a> {
    /// `e12`, `c5`, `2:310-420`, `a1-a3`.
    pub(crate) one: &'a str,
    /// The second thing; none for a line of descent.
    pub(crate) other: Option<&'a str>,
    /// Places mean whoever is mentioned there.
    pub(crate) who: bool,
}

impl View<'_> {
    /// A button that judges, with room for a reason; nothing in the pages of a static site.
    pub(crate) fn judge(&self, what: Judging<'_>, verdict: Verdict, label: &str) -> Markup {
        let Some(live) = self.live else {
            return Markup::default();
        };
        let word = match verdict {
            Verdict::Same => "same",
            Verdict::Different => "different",
        };
        html! {
            form.judge method="post" action=(self.href_to("judge")) {
                input type="hidden" name="token" value=(live.token);
                input type="hidden" name="back" value=(self.target.path(self.collection));
                input type="hidden" name="one" value=(what.one);
                @if let Some(other) = what.other {
                    input type="hidden" name="other" value=(other);
                }
                @if what.who { input type="hidden" name="who" value="true"; }
                input type="hidden" name="verdict" value=(word);
                input name="because" placeholder="because …" autocomplete="off"
                    aria-label={ "The reason why: " (label) };
                button { (label) }
            }
        }
    }
}
