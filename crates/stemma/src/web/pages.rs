//! The pages themselves, a module each: functions of a [`View`](super::View).

pub(super) mod account;
pub(super) mod api;
pub(super) mod claim;
pub(super) mod compare;
pub(super) mod entities;
pub(super) mod entity;
pub(super) mod exports;
pub(super) mod help;
pub(super) mod index;
pub(super) mod judgements;
pub(super) mod message;
pub(super) mod part;
pub(super) mod search;
pub(super) mod story;
