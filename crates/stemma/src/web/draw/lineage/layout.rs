//! Where the boxes stand, and which way the lines take.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::graph::{Graph, parts};

/// A box's measures; all lengths are in units of the drawing, which are pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub(super) width: f32,
    pub(super) height: f32,
}

/// What is drawn where.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The upper left corner of each box.
    pub(super) corners: Vec<(f32, f32)>,
    /// For each line the points that it goes through.
    pub(super) ways: Vec<Vec<(f32, f32)>>,
    /// The days, each with the height at which it begins.
    pub(super) days: Vec<(Option<Date>, f32)>,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// Room for the days at the left.
const AXIS: f32 = 92.0;
const MARGIN: f32 = 8.0;
/// Between boxes of a row.
const GAP: f32 = 22.0;
/// What a line needs where it passes a row.
const PASSING: f32 = 14.0;
/// Between rows of one day, and between days.
const STEP: f32 = 40.0;
const DAY_STEP: f32 = 52.0;
/// What each further day between two adds, and how much in all: a month is not thirty times a day.
const DAY_MORE: f32 = 9.0;
const MOST_MORE: f32 = 90.0;
/// Rounds of ordering and of placing; more of them change nothing in stories of 200 accounts.
const ROUNDS: usize = 12;

/// Something in a row: a box, or a line that passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Boxed(usize),
    Passing,
}

struct Layers {
    items: Vec<Item>,
    /// The items of each row, in order.
    rows: Vec<Vec<usize>>,
    row_of: Vec<usize>,
    /// Between items of neighbouring rows, the upper first.
    links: Vec<(usize, usize)>,
    /// Between all that lines join, within a row too.
    ties: Vec<(usize, usize)>,
    /// The items that each line goes through from above; both ends are boxes.
    chains: Vec<Vec<usize>>,
}

/// Lays out a drawing.
pub(super) fn layout(graph: &Graph<'_>, sizes: &[Size]) -> Layout {
    let (row_of, days) = rows(graph);
    let mut layers = Layers::of(graph, &row_of);
    layers.order();
    let centres = layers.centres(sizes);

    let mut heights = vec![0.0_f32; days.len()];
    for (n, size) in sizes.iter().enumerate() {
        heights[row_of[n]] = heights[row_of[n]].max(size.height);
    }
    let mut tops = Vec::with_capacity(days.len());
    let mut told: Vec<(Option<Date>, f32)> = Vec::new();
    let mut y = MARGIN + 6.0;
    for (row, &day) in days.iter().enumerate() {
        if row > 0 {
            let before = days[row - 1];
            y += heights[row - 1] + if before == day { STEP } else { between(before, day) };
        }
        if row == 0 || days[row - 1] != day {
            told.push((day, y));
        }
        tops.push(y);
    }
    let height = y + heights.last().copied().unwrap_or(0.0) + MARGIN;

    let corners: Vec<(f32, f32)> = (0..graph.boxes.len())
        .map(|n| (centres[n] - sizes[n].width / 2.0, tops[row_of[n]]))
        .collect();
    let right = corners.iter().zip(sizes).map(|(corner, size)| corner.0 + size.width);
    let width = right.fold(0.0, f32::max) + MARGIN;
    let ways = layers.chains.iter().zip(&graph.lines).map(|(chain, line)| {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let bottom = |item: usize| tops[layers.row_of[item]] + sizes[item].height;
        let mut way = vec![(centres[first], bottom(first))];
        for &item in &chain[1..chain.len() - 1] {
            let row = layers.row_of[item];
            way.push((centres[item], tops[row]));
            way.push((centres[item], tops[row] + heights[row]));
        }
        let apart = layers.row_of[last] > layers.row_of[first];
        way.push((centres[last], if apart { tops[layers.row_of[last]] } else { bottom(last) }));
        if first != line.from {
            way.reverse();
        }
        way
    });
    Layout { ways: ways.collect(), corners, days: told, width, height }
}

fn between(before: Option<Date>, after: Option<Date>) -> f32 {
    let days = before.zip(after).map_or(1, |(before, after)| (after - before).get_days());
    DAY_STEP + (DAY_MORE * (days - 1).max(0) as f32).min(MOST_MORE)
}

/// The row of each box, and the day of each row: days in order, what has none last; within a day
/// sources first, and below them each thing below what it descends from.
fn rows(graph: &Graph<'_>) -> (Vec<usize>, Vec<Option<Date>>) {
    let count = graph.boxes.len();
    let day = |n: usize| graph.boxes[n].day;
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); count];
    for line in graph.lines.iter().filter(|line| day(line.from) == day(line.to)) {
        above[line.to].push(line.from);
    }
    let is_source = |n: usize| graph.boxes[n].is_source();
    // Sources first, so that accounts can stand below all of their day.
    let mut depth: Vec<Option<usize>> = vec![None; count];
    let mut deepest: BTreeMap<Option<Date>, usize> = BTreeMap::new();
    for n in (0..count).filter(|&n| is_source(n)) {
        let at = depth_of(n, &above, &mut depth, &|n| is_source(n), 0);
        let known = deepest.entry(day(n)).or_default();
        *known = (*known).max(at + 1);
    }
    for n in (0..count).filter(|&n| !is_source(n)) {
        let least = deepest.get(&day(n)).copied().unwrap_or(0);
        depth_of(n, &above, &mut depth, &|n| !is_source(n), least);
    }
    let key = |n: usize| (day(n).is_none(), day(n), depth[n].unwrap_or(0));
    let keys: BTreeSet<_> = (0..count).map(key).collect();
    let row: BTreeMap<_, usize> = keys.iter().zip(0..).map(|(&key, row)| (key, row)).collect();
    ((0..count).map(|n| row[&key(n)]).collect(), keys.iter().map(|&(_, day, _)| day).collect())
}

/// The longest way down to it among its like; lines that run in a circle are broken where it closes.
fn depth_of(
    n: usize,
    above: &[Vec<usize>],
    depth: &mut Vec<Option<usize>>,
    like: &dyn Fn(usize) -> bool,
    least: usize,
) -> usize {
    if let Some(known) = depth[n] {
        return known;
    }
    // Until it is known, whoever asks in a circle hears this.
    depth[n] = Some(least);
    let mut deepest = least;
    for &parent in above[n].iter().filter(|&&parent| like(parent)) {
        deepest = deepest.max(depth_of(parent, above, depth, like, least) + 1);
    }
    depth[n] = Some(deepest);
    deepest
}

impl Layers {
    fn of(graph: &Graph<'_>, box_rows: &[usize]) -> Layers {
        let count = graph.boxes.len();
        let mut layers = Layers {
            items: (0..count).map(Item::Boxed).collect(),
            rows: vec![Vec::new(); box_rows.iter().max().map_or(0, |last| last + 1)],
            row_of: box_rows.to_vec(),
            links: Vec::new(),
            ties: Vec::new(),
            chains: Vec::new(),
        };
        for line in &graph.lines {
            // A line that runs back in time takes its way from below.
            let back = box_rows[line.from] > box_rows[line.to];
            let (up, down) = if back { (line.to, line.from) } else { (line.from, line.to) };
            let mut chain = vec![up];
            for row in box_rows[up] + 1..box_rows[down] {
                layers.items.push(Item::Passing);
                layers.row_of.push(row);
                chain.push(layers.items.len() - 1);
            }
            chain.push(down);
            layers.ties.extend(chain.windows(2).map(|pair| (pair[0], pair[1])));
            if box_rows[up] < box_rows[down] {
                layers.links.extend(chain.windows(2).map(|pair| (pair[0], pair[1])));
            }
            layers.chains.push(chain);
        }
        // As a walk down from each root meets them, so that what belongs together begins together.
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); layers.items.len()];
        let mut has_above = vec![false; layers.items.len()];
        for &(up, down) in &layers.links {
            below[up].push(down);
            has_above[down] = true;
        }
        let mut seen = vec![false; layers.items.len()];
        for root in (0..layers.items.len()).filter(|&n| !has_above[n]) {
            let mut next = vec![root];
            while let Some(item) = next.pop() {
                if !std::mem::replace(&mut seen[item], true) {
                    layers.rows[layers.row_of[item]].push(item);
                    next.extend(below[item].iter().rev());
                }
            }
        }
        layers
    }

    /// Orders the rows by the barycentres of their neighbours, down and up in turn.
    fn order(&mut self) {
        let (up, down) = self.neighbours();
        let mut best = (self.crossings(), self.rows.clone());
        for round in 0..ROUNDS {
            let places = |rows: &[Vec<usize>], count: usize| -> Vec<f32> {
                let mut places = vec![0.0; count];
                for row in rows {
                    for (n, &item) in row.iter().enumerate() {
                        places[item] = n as f32;
                    }
                }
                places
            };
            let downward = round % 2 == 0;
            let near = if downward { &up } else { &down };
            let count = self.rows.len();
            for n in 0..count {
                let row = if downward { n } else { count - 1 - n };
                let place = places(&self.rows, self.items.len());
                let key = |&item: &usize| mean(&near[item], &place).unwrap_or(place[item]);
                self.rows[row].sort_by(|a, b| key(a).total_cmp(&key(b)));
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.rows.clone());
            }
        }
        self.rows = best.1;
    }

    fn neighbours(&self) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let mut up = vec![Vec::new(); self.items.len()];
        let mut down = vec![Vec::new(); self.items.len()];
        for &(above, below) in &self.links {
            up[below].push(above);
            down[above].push(below);
        }
        (up, down)
    }

    /// How many pairs of links cross, counted with a Fenwick tree over each row.
    fn crossings(&self) -> usize {
        let mut place = vec![0; self.items.len()];
        for row in &self.rows {
            for (n, &item) in row.iter().enumerate() {
                place[item] = n;
            }
        }
        let mut by_row: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for &(above, below) in &self.links {
            by_row.entry(self.row_of[above]).or_default().push((place[above], place[below]));
        }
        let mut crossings = 0;
        for links in by_row.values_mut() {
            links.sort_unstable();
            let size = links.iter().map(|link| link.1).max().unwrap_or(0) + 1;
            let mut tree = vec![0_usize; size + 1];
            for (seen, &(_, below)) in links.iter().enumerate() {
                let mut at_most = 0;
                let mut n = below + 1;
                while n > 0 {
                    at_most += tree[n];
                    n &= n - 1;
                }
                crossings += seen - at_most;
                let mut n = below + 1;
                while n <= size {
                    tree[n] += 1;
                    n += n & n.wrapping_neg();
                }
            }
        }
        crossings
    }

    fn width(&self, item: usize, sizes: &[Size]) -> f32 {
        match self.items[item] {
            Item::Boxed(n) => sizes[n].width,
            Item::Passing => PASSING,
        }
    }

    /// The centre of each item across. What hangs together is placed by itself, and then moved to the
    /// left as far as those before it leave room in its rows.
    fn centres(&self, sizes: &[Size]) -> Vec<f32> {
        let mut centre = vec![0.0; self.items.len()];
        let part = parts(self.items.len(), self.ties.iter().copied());
        let mut rows_of: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
        for (n, row) in self.rows.iter().enumerate() {
            for &item in row {
                let rows =
                    rows_of.entry(part[item]).or_insert_with(|| vec![Vec::new(); self.rows.len()]);
                rows[n].push(item);
            }
        }
        let mut all: Vec<Vec<Vec<usize>>> = rows_of.into_values().collect();
        // The largest stands at the left.
        all.sort_by_key(|rows| std::cmp::Reverse(rows.iter().map(Vec::len).sum::<usize>()));
        let neighbours = self.neighbours();
        let mut taken = vec![AXIS; self.rows.len()];
        for rows in &all {
            self.place(rows, sizes, &neighbours, &mut centre);
            let used = || {
                let first = rows.iter().position(|row| !row.is_empty()).unwrap_or(0);
                let last = rows.iter().rposition(|row| !row.is_empty()).unwrap_or(0);
                first..=last
            };
            let left = |row: &[usize]| {
                row.first().map(|&item| centre[item] - self.width(item, sizes) / 2.0)
            };
            // Between two of its rows its lines may swing as far as it is wide.
            let leftmost = rows.iter().filter_map(|row| left(row)).fold(f32::INFINITY, f32::min);
            let free = used().map(|n| taken[n]).fold(0.0, f32::max);
            let shift = free - leftmost;
            let mut right = 0.0_f32;
            for &item in rows.iter().flatten() {
                centre[item] += shift;
                right = right.max(centre[item] + self.width(item, sizes) / 2.0);
            }
            for n in used() {
                taken[n] = right + GAP;
            }
        }
        centre
    }

    /// Places what hangs together.
    fn place(
        &self,
        rows: &[Vec<usize>],
        sizes: &[Size],
        (up, down): &(Vec<Vec<usize>>, Vec<Vec<usize>>),
        centre: &mut [f32],
    ) {
        for row in rows {
            let mut x = 0.0;
            for &item in row {
                centre[item] = x + self.width(item, sizes) / 2.0;
                x += self.width(item, sizes) + GAP;
            }
        }
        for round in 0..ROUNDS * 2 {
            let both = round + 2 >= ROUNDS * 2;
            let downward = round % 2 == 0;
            for n in 0..rows.len() {
                let row = &rows[if downward { n } else { rows.len() - 1 - n }];
                let wanted: Vec<f32> = row
                    .iter()
                    .map(|&item| {
                        let above = mean(&up[item], centre);
                        let below = mean(&down[item], centre);
                        let (first, second) =
                            if downward { (above, below) } else { (below, above) };
                        match (both, first, second) {
                            (true, Some(a), Some(b)) => f32::midpoint(a, b),
                            (_, Some(near), _) | (_, None, Some(near)) => near,
                            (_, None, None) => centre[item],
                        }
                    })
                    .collect();
                let widths: Vec<f32> = row.iter().map(|&item| self.width(item, sizes)).collect();
                for (&item, x) in row.iter().zip(placed(&wanted, &widths)) {
                    centre[item] = x;
                }
            }
        }
    }
}

fn mean(items: &[usize], of: &[f32]) -> Option<f32> {
    let sum: f32 = items.iter().map(|&item| of[item]).sum();
    (!items.is_empty()).then(|| sum / items.len() as f32)
}

/// Centres in this order and without overlap, as near to the wanted ones as can be (least squares, by
/// pooling adjacent violators).
fn placed(wanted: &[f32], widths: &[f32]) -> Vec<f32> {
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut at = 0.0;
    for (n, width) in widths.iter().enumerate() {
        if n > 0 {
            at += widths[n - 1] / 2.0 + GAP + width / 2.0;
        }
        offsets.push(at);
    }
    let mut pools: Vec<(f32, usize)> = Vec::new();
    for (wanted, offset) in wanted.iter().zip(&offsets) {
        pools.push((wanted - offset, 1));
        while let [.., (before, many), (last, more)] = pools[..]
            && before > last
        {
            pools.pop();
            let all = many + more;
            let mean = (before * many as f32 + last * more as f32) / all as f32;
            *pools.last_mut().expect("two were there") = (mean, all);
        }
    }
    let places = pools.into_iter().flat_map(|(mean, many)| std::iter::repeat_n(mean, many));
    places.zip(offsets).map(|(place, offset)| place + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::placed;

    #[test]
    fn boxes_stand_as_wanted_unless_they_would_overlap() {
        assert_eq!(placed(&[0.0, 500.0], &[100.0, 100.0]), [0.0, 500.0]);
        let close = placed(&[100.0, 100.0, 100.0], &[100.0; 3]);
        assert_eq!(close, [-22.0, 100.0, 222.0]);
    }
}
