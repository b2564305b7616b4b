//! What goes and what stays, on texts of our own.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::{Block, clean};

/// Prints each line of `text` with its fate, under the title `title`.
fn check(title: &str, text: &str, expected: &Expect) {
    let blocks: Vec<Block> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| Block { text: line.to_string(), ..Block::default() })
        .collect();
    let cleaned = clean(&blocks, (!title.is_empty()).then_some(title));
    let mut out = String::new();
    for paragraph in cleaned.text.split("\n\n").filter(|p| !p.is_empty()) {
        writeln!(out, "{:<15} {paragraph}", "").unwrap();
    }
    for dropped in &cleaned.dropped {
        assert!(cleaned.text.is_char_boundary(dropped.before as usize));
        writeln!(out, "{:<15} {}", dropped.reason.word(), dropped.text).unwrap();
    }
    expected.assert_eq(&out);
}

/// Three paragraphs of a report, to stand a line between.
const BODY: [&str; 3] = [
    "The harbour of Port Halen was closed on Monday after two ships had torn from their moorings, the harbour master said.",
    "Nobody was hurt, he told reporters, and the ferries to the islands will sail again on Friday if the storm allows it.",
    "The ministry of transport had warned the harbour of the storm, but the ships stayed at their moorings all the same.",
];

/// What becomes of one line between the paragraphs of a report.
fn fate(line: &str) -> Option<&'static str> {
    let blocks: Vec<Block> = [BODY[0], BODY[1], line, BODY[2]]
        .map(|text| Block { text: text.to_string(), ..Block::default() })
        .to_vec();
    let cleaned = clean(&blocks, Some("Storm closes harbour of Port Halen"));
    for paragraph in BODY {
        assert!(cleaned.text.contains(paragraph), "{line:?} cost a paragraph");
    }
    cleaned.dropped.first().map(|dropped| dropped.reason.word())
}

#[test]
fn furniture_goes_with_its_reason() {
    for (reason, lines) in [
        (
            "teaser",
            &[
                "See also  Ferry fares to rise. What islanders say",
                ">> Not only a storm: how the lighthouse fell",
                "READ MORE: Lighthouse keeper’s cat found",
                "More: Why the pilots strike",
                "We recommend: The ten best piers of the north",
                "See also what the ministry wrote.",
                "[Lighthouse keeper’s cat found after the storm]",
                "I kept the lighthouse for years. Now the cat does Read more",
                "[Also read: Lighthouse keeper’s cat found]",
                "Lesen Sie auch: Der Leuchtturm steht wieder",
                "A pop singer cancels his summer concerts because of a broken guitar",
            ][..],
        ),
        (
            "prompt",
            &[
                "Want to know more about the north? Subscribe to our news on social networks.",
                "Watch Halen24 on Halen24 GO on the Internet",
                "Follow us on Facebook, on Twitter @halen24, or on our Telegram channel!",
                "Sign up to our daily newsletter",
                "Click here to see the pictures",
                "Do you have a story for our news team? Email us at tips@halen.example",
                "Get the Halen app",
                "Scroll down for video",
                "Not a subscriber? Start your free trial today.",
                "Follow the Halen Gazette on social media for updates.",
                "Listen to Halen24 wherever you get your podcasts",
                "Follow the Halen Gazette wherever you read your news",
                "Did you notice a mistake in the text? Select it and press Ctrl+Enter",
                "For more on the north, visit our page: http://gazette.example/north",
            ],
        ),
        (
            "caption",
            &[
                "Port Halen’s harbour master (archive photo)",
                "Storm over the harbour of Port Halen Reuters",
                "The harbour from the airREUTERS",
                "Ferries wait in the harbour (Reuters)",
                "GETTY Ferries have waited in the harbour since Monday",
                "Photo",
                "The harbour master. Photographer: Li Wei/Norda",
                "Hide caption",
                "FILE - In this March 2, 2021, file photo, a ferry leaves Port Halen.",
                "A ferry leaves the harbour on Sunday. (AP Photo/Ines Varga)",
                "Image copyright Getty Images Image caption The ferry",
            ],
        ),
        (
            "credit",
            &[
                "Source: Halen Gazette",
                "Main photo source: REUTERS",
                "(Reporting by Ines Varga and Tom Okoro; Editing by Li Wei)",
                "Ines Varga in Port Halen contributed to this report.",
                "Photo: Ines Varga",
                "Reuters",
                "Li Wei/AP",
                "Machine-translated from Velian and checked by the desk",
                "— With assistance by Tom Okoro",
                "Information from: Halen Gazette, http://gazette.example",
            ],
        ),
        ("share", &["Share post:", "Share this article", "Facebook Twitter WhatsApp"]),
        (
            "byline",
            &[
                "By Ines Varga",
                "By Ines Varga and Tom Okoro, Halen Gazette",
                "Follow her on Twitter @ivarga",
            ],
        ),
        ("advertisement", &["Advertisement", "ADVERTISEMENT Story continues below"]),
        ("legal", &["Copyright 2022 Halen Gazette. All rights reserved.", "© Halen Gazette"]),
        ("navigation", &["Back to top", "Tags: storm, harbour", "Home > News > North"]),
        ("dateline", &["Updated 14 February 2022, 10:31"]),
        ("comments", &["Leave a Reply", "12 comments", "You must be logged in to post a comment."]),
        (
            "title-repeated",
            &["Storm closes harbour of Port Halen", "STORM CLOSES HARBOUR OF PORT HALEN."],
        ),
    ] {
        for line in lines {
            assert_eq!(fate(line), Some(reason), "{line}");
        }
    }
}

#[test]
fn a_report_s_own_lines_stay() {
    for line in [
        "What the harbour master says",
        "Ships and storms",
        "No injuries",
        "The minister asked viewers to watch the storm online and to follow him on Twitter for the news of the day.",
        "“Follow us on Facebook,” the harbour master said.",
        "Facebook said it had removed the pictures of the storm.",
        "The source of the fire is not known.",
        "By Friday the storm will have passed",
        "By morning, the harbour was empty of ships.",
        "See, also, what the ministry wrote in its letter, he said.",
        "Related companies will pay for the harbour, the ministry said.",
        "Sources in the ministry spoke of negligence.",
        "Reporting by journalists on the island was hampered by the storm.",
        "Photos of the harbour show two ships on the rocks.",
        "Comments by the minister angered the islanders.",
        "The harbour is closed, the ministry told Reuters",
        "Harbour closed until Friday, says Reuters",
        "Subscribers of the ferry line get their money back.",
        "Monday, 10:30",
        "More than 200 people waited at the harbour, the ferry company said.",
        "– We have never seen such a storm – said the harbour master.",
        "In this case, the more the harbour pays, the less the ministry does.",
        "The photo was taken on Sunday (two days before the storm).",
        "Share prices of the ferry company fell.",
        "Copyright law does not protect the harbour’s name.",
        "In other news, the ferry company has a new head.",
        "Further reading of the bill was put off until Friday.",
        "Related stories were told in court on Monday.",
        "We recommend that all ships stay in the harbour.",
        "By special order of the ministry",
        "The harbour master did not notice an error in the text.",
        "Follow the money, the union of sailors told its members.",
        "Find shelter wherever you can, the harbour master told the crews.",
        "The money must not be used without the consent of parliament, he said.",
        "Heavy rain contributed to the report’s gloom.",
        "The letters were found in the old town hall (archive).",
        "[Editor’s note: the names were changed]",
        "(Correction: the ferry is the Ada)",
        "Reach them by Friday or leave them there, the order said to the crews.",
        "Live pigs were saved from the ferry.",
        "AP reporters saw the ships.",
        "Police fine Facebook",
        "“Nobody was hurt,” the harbour master told AP",
        "[Two of the ships] were old, he said.",
        "The harbour was closed on Monday, Norda reported. (Norda)",
        "The harbour was closed on Monday, the agency said. (AP)",
    ] {
        assert_eq!(fate(line), None, "{line}");
    }
}

#[test]
fn the_tail_of_a_page_goes_whole() {
    check(
        "Storm closes harbour of Port Halen",
        &format!(
            "Home\nStorm closes harbour of Port Halen\nBy Ines Varga\n3 Feb 2022, 10:31\n{}\n{}\n{}\nShare post:\nMore like this\nA theatre burns in the capital\nFirefighters came late to the old theatre...\nCook wins prize\nA cook from the south won the prize on Sunday.\nLeave a comment\nYour email address will not be published.\nGreat harbour, I was there once as a boy.",
            BODY[0], BODY[1], BODY[2]
        ),
        &expect![[r"
                            The harbour of Port Halen was closed on Monday after two ships had torn from their moorings, the harbour master said.
                            Nobody was hurt, he told reporters, and the ferries to the islands will sail again on Friday if the storm allows it.
                            The ministry of transport had warned the harbour of the storm, but the ships stayed at their moorings all the same.
            navigation      Home
            title-repeated  Storm closes harbour of Port Halen
            byline          By Ines Varga
            dateline        3 Feb 2022, 10:31
            share           Share post:
            teaser          More like this
            teaser          A theatre burns in the capital
            teaser          Firefighters came late to the old theatre...
            teaser          Cook wins prize
            teaser          A cook from the south won the prize on Sunday.
            comments        Leave a comment
            comments        Your email address will not be published.
            comments        Great harbour, I was there once as a boy.
        "]],
    );
}

#[test]
fn a_pointer_at_the_end_of_a_paragraph_is_cut_off() {
    check(
        "",
        &format!("{} Read more: The lighthouse and its keeper\n{}\n{}", BODY[0], BODY[1], BODY[2]),
        &expect![[r"
                            The harbour of Port Halen was closed on Monday after two ships had torn from their moorings, the harbour master said.
                            Nobody was hurt, he told reporters, and the ferries to the islands will sail again on Friday if the storm allows it.
                            The ministry of transport had warned the harbour of the storm, but the ships stayed at their moorings all the same.
            teaser          Read more: The lighthouse and its keeper
        "]],
    );
}

#[test]
fn headlines_after_a_marker_go_and_the_report_goes_on() {
    check(
        "",
        &format!(
            "{}\nRead more:\nTheatre burns\nCook wins prize for the second time\n{}\nWhat now\n{}",
            BODY[0], BODY[1], BODY[2]
        ),
        &expect![[r"
                            The harbour of Port Halen was closed on Monday after two ships had torn from their moorings, the harbour master said.
                            Nobody was hurt, he told reporters, and the ferries to the islands will sail again on Friday if the storm allows it.
                            What now
                            The ministry of transport had warned the harbour of the storm, but the ships stayed at their moorings all the same.
            teaser          Read more:
            teaser          Theatre burns
            teaser          Cook wins prize for the second time
        "]],
    );
}

proptest::proptest! {
    /// Nothing disappears: the text and what was dropped hold all words, in order.
    #[test]
    fn every_paragraph_is_kept_or_dropped(
        lines in proptest::collection::vec("(See also|Read more:|By|Photo:|Comments|Updated|More like this|Leave a reply)?[ A-Za-z.!?“”'(é…]{1,60}", 0..20),
        title in proptest::option::of("[A-Za-z ]{1,40}"),
    ) {
        let blocks: Vec<Block> = lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty()).map(|l| Block { text: l.to_string(), ..Block::default() }).collect();
        let cleaned = clean(&blocks, title.as_deref());
        let mut all = Vec::new();
        let mut at = 0;
        for dropped in &cleaned.dropped {
            let before = dropped.before as usize;
            proptest::prop_assert!(before >= at && before <= cleaned.text.len() && cleaned.text.is_char_boundary(before));
            all.extend(cleaned.text[at..before].split_whitespace());
            all.extend(dropped.text.split_whitespace());
            at = before;
        }
        all.extend(cleaned.text[at..].split_whitespace());
        let given: Vec<&str> = blocks.iter().flat_map(|b| b.text.split_whitespace()).collect();
        proptest::prop_assert_eq!(all, given);
    }
}
