package io.samui.rest.api;

/** Values that the API's description shows. */
final class Examples {

    static final String ID = "0190f3a2-7c1e-7d3a-9f52-0d9c6a1b2e3f";
    static final String TIME = "2026-03-14T15:09:26.535897Z";

    private Examples() {}
}
