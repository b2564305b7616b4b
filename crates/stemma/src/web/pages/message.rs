//! Something to be said where there is nothing to show: no such page, a request that is refused, a
//! judgement that is being woven.

use maud::html;

use super::super::{Page, Target, View};

/// What is said.
pub(crate) struct Message {
    /// In a line.
    pub(crate) head: String,
    /// What it means and what to do, a paragraph each.
    pub(crate) lines: Vec<String>,
    /// Where to go on, and what that is called.
    pub(crate) on: Vec<(Target, &'static str)>,
}

/// The page of a message.
pub(in crate::web) fn page(view: View<'_>, message: &Message) -> Page {
    let body = html! {
        h1 { (message.head) }
        @for line in &message.lines { p.message { (line) } }
        @if !message.on.is_empty() {
            ul.plain {
                @for (target, name) in &message.on {
                    li { a href=(view.href(target)) { (name) } }
                }
            }
        }
    };
    Page::new(message.head.clone(), body)
}
