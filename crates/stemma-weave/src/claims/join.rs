//! Pairs into claims.

use super::pairs::Pair;
use super::units::Unit;

/// Joins pairs, the surest first, so that no claim holds two sentences of one account that were not
/// found to be the same themselves.
pub(super) fn clusters(units: &[Unit], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut order: Vec<&Pair> = pairs.iter().filter(|pair| pair.same()).collect();
    order.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.units.cmp(&b.units)));
    let mut cluster_of: Vec<usize> = (0..units.len()).collect();
    let mut clusters: Vec<Vec<usize>> = (0..units.len()).map(|n| vec![n]).collect();
    for pair in order {
        let (a, b) = (cluster_of[pair.units.0], cluster_of[pair.units.1]);
        if a == b {
            continue;
        }
        let conflict = clusters[a].iter().any(|&x| {
            clusters[b]
                .iter()
                .any(|&y| units[x].account == units[y].account)
        });
        if conflict {
            continue;
        }
        let moved = std::mem::take(&mut clusters[b]);
        for &n in &moved {
            cluster_of[n] = a;
        }
        clusters[a].extend(moved);
        clusters[a].sort_unstable();
    }
    clusters.retain(|members| members.len() > 1);
    clusters
}
