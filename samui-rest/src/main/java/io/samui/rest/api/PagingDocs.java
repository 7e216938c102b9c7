package io.samui.rest.api;

/** What the API's description says about lists. */
final class PagingDocs {

    static final String UNPAGED =
            "Without limit the newest 10,000 at most. Where there is more, the header Link has a URL with"
                    + " rel=\"next\".";
    static final String LIMIT = "Entries of a page, 1 to 10000";
    static final String CURSOR = "Where to go on: part of the URL in the Link header of the page before, opaque";

    private PagingDocs() {}
}
