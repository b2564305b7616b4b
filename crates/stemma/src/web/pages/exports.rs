//! What there is to take away.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::{Page, Target, View};
use stemma_tell::exports::{Format, Listed, files, ftm_schema};
use stemma_tell::plural::count;

/// Timelines that are listed; a collection of thousands of stories has thousands.
const MOST_TIMELINES: usize = 200;

/// The page of exports.
pub(in crate::web) fn page(view: View<'_>) -> Page {
    let all = files(view.collection);
    let of = |format: Format| all.iter().filter(move |listed| listed.format == format);
    let whole = [Format::Json, Format::Annotations, Format::Prov, Format::Ftm, Format::Claimreview];
    let drawn = [Format::Graphml, Format::Dot];
    let body = html! {
        h1 { "Exports" }
        p {
            "All that these pages show, for other programs. Words are verbatim, with their places: "
            "positions count characters (Unicode code points) of the text that is named beside "
            "them. The same store gives the same bytes. On the command line, "
            code { "stemma export --format" } " writes each, and with " code { "--story" }
            " of one story only."
        }
        @if view.live.is_some() {
            p {
                "Programs on this machine can ask for each thing by itself: "
                a href=(view.href(&Target::Api)) { "the JSON API" } "."
            }
        }
        section aria-labelledby="objects" {
            h2 #objects { "Everything, in a form of its field" }
            (forms(view, &all, &whole))
        }
        section aria-labelledby="lineage" {
            h2 #lineage { "Lineage" }
            (forms(view, &all, &drawn))
        }
        section aria-labelledby="timelines" {
            h2 #timelines { (Format::Timelinejs.title()) }
            p { (Format::Timelinejs.purpose()) }
            ul.plain {
                @for listed in of(Format::Timelinejs).take(MOST_TIMELINES) {
                    li { span.words { (download(view, listed, &listed.holds)) } }
                }
            }
            @let more = of(Format::Timelinejs).count().saturating_sub(MOST_TIMELINES);
            @if more > 0 {
                p.faint {
                    (count(more, "story")) " more: "
                    code { "stemma export --format timelinejs --out DIR" } " writes them all."
                }
            }
        }
        section aria-labelledby="tables" {
            h2 #tables { "Tables" }
            p { b { (Format::Csv.title()) } ": " (Format::Csv.purpose()) }
            p { b { (Format::Parquet.title()) } ": " (Format::Parquet.purpose()) }
            (tables(view, &all))
        }
    };
    Page::new("Exports", body)
}

/// Forms of one file each: the file, how much is in it, and what it is for.
fn forms(view: View<'_>, all: &[Listed], formats: &[Format]) -> Markup {
    html! {
        dl.forms {
            @for listed in all.iter().filter(|listed| formats.contains(&listed.format)) {
                dt {
                    (download(view, listed, &listed.path)) " "
                    span.faint { (listed.format.title()) " · " (holds(view, listed)) }
                }
                dd { (listed.format.purpose()) }
            }
        }
    }
}

/// What a file holds, counted where that costs nothing.
fn holds(view: View<'_>, listed: &Listed) -> String {
    let woven = &view.collection.woven;
    let accounts = count(view.collection.accounts().len(), "account");
    match listed.format {
        Format::Json => format!("{accounts}, {}", count(woven.entities.len(), "entity")),
        Format::Ftm => {
            let written = woven.entities.iter().filter(|one| ftm_schema(one.kind).is_some());
            format!("{accounts}, {}", count(written.count(), "entity"))
        }
        Format::Prov => format!("{accounts}, {}", count(woven.judgements.len(), "judgement")),
        Format::Graphml | Format::Dot => match woven.lineage.edges.len() {
            1 => "1 line of descent".to_owned(),
            n => format!("{n} lines of descent"),
        },
        Format::Annotations
        | Format::Claimreview
        | Format::Csv
        | Format::Parquet
        | Format::Timelinejs => listed.holds.clone(),
    }
}

fn download(view: View<'_>, listed: &Listed, words: &str) -> Markup {
    let name = listed.path.rsplit_once('/').map_or(&*listed.path, |(_, name)| name);
    // Where the words are a form only, whoever does not see the row hears which file it is.
    let label = (words == listed.format.title()).then(|| format!("{words}: {name}"));
    html! {
        a href=(view.href_to(&format!("export/{}", listed.path))) download=(name)
            aria-label=[label] { (words) }
    }
}

/// The tables, each as CSV and as Parquet.
fn tables(view: View<'_>, all: &[Listed]) -> Markup {
    let stem = |listed: &Listed| {
        let name = listed.path.rsplit_once('/').map_or(&*listed.path, |(_, name)| name);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    };
    let parquet: BTreeMap<String, &Listed> = (all.iter())
        .filter(|listed| listed.format == Format::Parquet)
        .map(|listed| (stem(listed), listed))
        .collect();
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="tables" {
            table {
                thead {
                    tr {
                        th scope="col" { "Table" }
                        th scope="col" { "What it holds" }
                        th scope="col" { "Files" }
                    }
                }
                tbody {
                    @for csv in all.iter().filter(|listed| listed.format == Format::Csv) {
                        @let name = stem(csv);
                        tr {
                            th scope="row" { code { (name) } }
                            td { (csv.holds) }
                            td.files {
                                (download(view, csv, "CSV")) " "
                                @if let Some(listed) = parquet.get(&name) {
                                    (download(view, listed, "Parquet"))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use stemma_core::EntityKind;

    use super::super::super::{Target, render};
    use super::*;
    use stemma_tell::collection::Collection;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn every_file_is_on_the_page_once() {
        let collection = Collection::new(stored(), woven());
        let page = render(&collection, &Target::Exports, None).unwrap();
        for listed in files(&collection) {
            let link = format!("href=\"export/{}\"", listed.path);
            assert_eq!(page.matches(&link).count(), 1, "{link}");
        }
    }

    #[test]
    fn what_a_form_has_no_place_for_is_not_counted() {
        let mut woven = woven();
        let all = woven.entities.len();
        woven.entities[0].kind = EntityKind::Group;
        let collection = Collection::new(stored(), woven);
        let view = View { collection: &collection, target: &Target::Exports, live: None };
        let files = files(&collection);
        let said = |format: Format| {
            let listed = files.iter().find(|listed| listed.format == format).unwrap();
            holds(view, listed)
        };
        assert!(said(Format::Json).ends_with(&format!(", {}", count(all, "entity"))));
        assert!(said(Format::Ftm).ends_with(&format!(", {}", count(all - 1, "entity"))));
    }
}
