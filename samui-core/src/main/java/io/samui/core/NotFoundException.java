package io.samui.core;

/** The thing named by an id does not exist (any more). */
public class NotFoundException extends SamuiException {

    private final String id;

    /**
     * @param message a sentence such as "Image not found"
     * @param id      the id that was asked for
     */
    public NotFoundException(String message, Object id) {
        super(message);
        this.id = id.toString();
    }

    /** The id that was asked for. */
    public String id() {
        return id;
    }
}
