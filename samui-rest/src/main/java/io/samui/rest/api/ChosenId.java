package io.samui.rest.api;

/** What the API's description says of ids that clients choose. */
final class ChosenId {

    static final String DESCRIPTION =
            "With an id of your choice, a request that is sent again adds nothing, and what was deleted can be restored as"
                    + " what it was.";
    static final String AGAIN = "It is there already, under this id and with this content; nothing was changed";
    static final String TAKEN = "The id is taken by other content, which was left as it is";

    private ChosenId() {}
}
