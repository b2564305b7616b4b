//! Words within names of people that are no names themselves.

crate::table::table! {
    "en/names.txt",
    tags {
        /// Belongs to the surname after it, in running text: `von`.
        particle,
        /// Stands before a surname and is no part of what is compared.
        before_surname,
        /// A surname alone may begin with it: `de` of `de Gaulle`.
        leading,
        /// Says whose child somebody is, so that what follows is no surname that may stand first: `bin`.
        child_of,
        /// Follows a name and tells bearers of one name apart: `jr`.
        suffix,
        /// A suffix that is a generation where names are compared.
        generation,
    }
}
