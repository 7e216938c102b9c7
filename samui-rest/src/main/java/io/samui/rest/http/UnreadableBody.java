package io.samui.rest.http;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says in a sentence why a JSON body cannot be taken. */
final class UnreadableBody {

    /** What to answer. */
    record Finding(HttpStatus status, String sentence) {}

    Finding explain(HttpMessageNotReadableException e) {
        return Causes.find(e, JacksonException.class)
                .map(this::explain)
                .orElseGet(() -> bad("The request has no body: send a JSON object"));
    }

    private Finding explain(JacksonException e) {
        String field = field(e);
        if (e instanceof StreamConstraintsException) {
            return beyondLimits(e);
        }
        if (e.getOriginalMessage().startsWith("Duplicate Object property")) {
            return bad("The body names a field twice (line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + "): send each once");
        }
        if (Causes.find(e, InputCoercionException.class).isPresent()) {
            return bad(name(field) + " must be a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        if (e.getOriginalMessage().startsWith("Trailing token")) {
            // Jackson loses its way in a list of texts that has a list in it, and ends there
            return bad("The body goes on after its JSON object, or has a list where a text belongs: send one object, as"
                    + " /docs shows it");
        }
        if (e instanceof MismatchedInputException mismatch) {
            return bad(name(field) + " must be " + expected(mismatch.getTargetType()));
        }
        if (e instanceof StreamReadException) {
            return bad("The body is not JSON (line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + "): send a JSON object");
        }
        return bad(name(field) + " cannot be read: send a JSON object as /docs shows it");
    }

    private static Finding beyondLimits(JacksonException e) {
        String said = e.getOriginalMessage();
        if (said.startsWith("Number value length")) {
            return bad("The body has a number of more than a thousand digits: send coordinates as whole numbers from "
                    + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        return new Finding(
                HttpStatus.CONTENT_TOO_LARGE,
                "The JSON body is larger or deeper than this server reads: send less at once");
    }

    private static Finding bad(String sentence) {
        return new Finding(HttpStatus.BAD_REQUEST, sentence);
    }

    private static String name(String field) {
        return field.isEmpty() ? "The body" : Causes.shortened(field);
    }

    private static String field(JacksonException e) {
        List<JacksonException.Reference> path = e.getPath();
        return path.stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "something else: /docs shows what";
        } else if (type == Integer.class) {
            return "a whole number (no fraction, no text), from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        } else if (type == Boolean.class) {
            return "true or false";
        } else if (type == String.class) {
            return "a text";
        } else if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        return "a JSON object";
    }
}
