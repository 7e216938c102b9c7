package io.samui.rest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What every error answers (RFC 9457, {@code application/problem+json}).
 *
 * @param detail  a sentence: what is wrong and what to do
 * @param errorId only where the fault is the server's: the log has more under this id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An error, as RFC 9457 describes it")
public record Problem(
        @Schema(example = "about:blank") String type,
        @Schema(example = "Not Found") String title,
        @Schema(example = "404") int status,

        @Schema(description = "What is wrong and what to do", example = "Image not found")
        String detail,

        @Schema(description = "Of a 5xx only: the server's log says more under this id")
        @JsonProperty("error_id")
        @Nullable
        String errorId) {

    static Problem of(HttpStatus status, String detail) {
        return new Problem("about:blank", status.getReasonPhrase(), status.value(), detail, null);
    }

    Problem withErrorId(String id) {
        return new Problem(type, title, status, detail, id);
    }
}
