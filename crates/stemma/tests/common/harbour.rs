//! A story of four accounts, for tests that judge: invented outlets, people and boats.

use serde_json::Value;

/// An agency, two that have it from there, and one that was on the quay.
pub(crate) const ACCOUNTS: [(&str, &str); 4] = [
    (
        "1.txt",
        "Norpress: Boats to leave Port Ansel\n\nPORT ANSEL, May 5 (Norpress) - Harbour minister Mira \
         Tarvel said on Monday that 1,200 fishing boats would leave Port Ansel before the winter. \
         “Not one of them will stay,” Tarvel told reporters on the quay. The fishing guild of the \
         island has asked for a delay of two weeks.\n",
    ),
    (
        "2.txt",
        "Boats must go, says minister\n\nSome 1,200 fishing boats will leave Port Ansel before the \
         winter, harbour minister Mira Tarwell said on Monday, Norpress reported. “Not one of them \
         will stay,” Tarwell said, according to Norpress.\n",
    ),
    (
        "3.txt",
        "The guild counts its boats\n\nThe Ansel Courier has spoken with the fishing guild of Port \
         Ansel. “We count 900 boats, and all of them will stay,” said guild master Jon Aske on \
         Tuesday. Harbour minister Mira Tarvel was not to be reached.\n",
    ),
    (
        "4.txt",
        "Boats to leave\n\nHarbour minister Mira Tarvel said that 1,200 fishing boats would leave \
         Port Ansel before the winter. “Not one of them will stay,” Tarvel said.\n",
    ),
];

/// The entity of an export that bears a name.
pub(crate) fn bearer(export: &Value, name: &str) -> u64 {
    let entities = export["entities"].as_array().unwrap();
    let bears = |entity: &&Value| {
        entity["names"].as_array().unwrap().iter().any(|known| known["text"] == name)
    };
    entities.iter().find(bears).unwrap_or_else(|| panic!("nobody is {name}"))["id"]
        .as_u64()
        .unwrap()
}
