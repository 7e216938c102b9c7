package io.samui.rest.api;

import io.swagger.v3.oas.annotations.media.Schema;

/** The server answers. */
record HealthJson(@Schema(example = "healthy") String status) {}
