//! What a synopsis looks like, on three accounts of invented outlets.

use stemma_core::{Saga, SagaId, SagaLink, Story, StoryId};

use super::{Extent, synopsis};
use crate::printer::Look;
use stemma_tell::collection::Collection;
use stemma_tell::testing::{stored, woven};

fn shown(colour: bool, width: usize) -> String {
    let (accounts, mut woven) = (stored(), woven());
    let before = Story {
        id: StoryId(2),
        title: "Boats gather at Port Ansel".to_owned(),
        accounts: Vec::new(),
    };
    woven.sagas.push(Saga {
        id: SagaId(1),
        title: before.title.clone(),
        stories: vec![before.id, StoryId(1)],
        links: vec![SagaLink { from: before.id, to: StoryId(1), score: 0.5, reasons: Vec::new() }],
    });
    woven.stories.push(before);
    let collection = Collection::new(accounts, woven);
    let look = Look { colour, width };
    synopsis(&collection, &collection.woven.stories[0], Extent::USUAL, look)
}

#[test]
fn a_synopsis_on_a_hundred_columns() {
    insta::assert_snapshot!(shown(false, 100));
}

#[test]
fn a_synopsis_on_sixty_columns() {
    insta::assert_snapshot!(shown(false, 60));
}

#[test]
fn styles_change_no_words() {
    let plain = shown(false, 80);
    let mut bare = String::new();
    let mut styled = false;
    for c in shown(true, 80).chars() {
        match c {
            '\u{1b}' => styled = true,
            'm' if styled => styled = false,
            _ if styled => {}
            _ => bare.push(c),
        }
    }
    // Brackets stand for a style that is not shown; lines may break elsewhere for them.
    let words = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '[' | ']')).collect()
    };
    assert_eq!(words(&bare), words(&plain));
    assert!(shown(true, 80).contains('\u{1b}'));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [40, 72, 100] {
        for line in shown(false, width).lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
        }
    }
}
