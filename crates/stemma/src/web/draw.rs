//! Drawings: SVG that pages hold, made of presentation attributes and classes only.

pub(in crate::web) mod lineage;
pub(in crate::web) mod timeline;
