//! What a comparison shows.
