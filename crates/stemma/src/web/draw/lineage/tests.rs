//! What the drawing of a lineage shows.
