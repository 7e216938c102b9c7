package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to change in an image.
 *
 * @param textPrompt Java's null where the field is absent, JSON's null where it is to be cleared
 */
@Schema(name = "ImagePatch")
record TextPromptPatch(
        @Schema(
                types = {"string", "null"},
                maxLength = 1024,
                example = "cat",
                description = "null clears it; absent leaves it as it is")
        @Nullable
        JsonNode textPrompt) {

    boolean isPresent() {
        return textPrompt != null;
    }

    @Nullable
    String text() {
        if (textPrompt == null || textPrompt.isNull()) {
            return null;
        }
        if (!textPrompt.isString()) {
            throw new InvalidInputException("text_prompt must be a text or null");
        }
        return textPrompt.stringValue();
    }
}
