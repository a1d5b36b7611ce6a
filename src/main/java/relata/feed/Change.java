package relata.feed;

import relata.query.GlobalId;

/** What happened to one record. */
record Change(Kind kind, GlobalId id) {
    /** The values of the schema's `ChangeKind`. */
    enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }
}
