package io.samui.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(String request, int status, HttpHeaders headers, byte[] bytes) {

    private static final JsonMapper JSON = new JsonMapper();

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(bytes);
    }

    /** A text field of a JSON object. */
    public String field(String name) {
        return json().get(name).stringValue();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** Fails unless it has that status. */
    public Answer expect(int wanted) {
        assertThat(status).as("%s answered %s", request, text()).isEqualTo(wanted);
        return this;
    }

    /** Fails unless it is a problem document of that status, whose detail contains this. */
    public Answer expectProblem(int wanted, String detail) {
        expect(wanted);
        assertThat(header("content-type")).as(request).isEqualTo("application/problem+json");
        assertThat(header("x-content-type-options")).as(request).isEqualTo("nosniff");
        JsonNode problem = json();
        assertThat(problem.get("status").intValue()).as(request).isEqualTo(wanted);
        assertThat(problem.get("detail").stringValue()).as(request).contains(detail);
        assertThat(text()).as(request).doesNotContain("Exception").doesNotContain("\tat ");
        return this;
    }
}
