package io.samui.rest.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageStanding;
import io.samui.core.job.JobId;
import io.samui.rest.http.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI description, served at {@code /v3/api-docs} and to be browsed at {@code /docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String ABOUT = """
            Promptable image segmentation: upload images, draw boxes or set points, process, look at masks.

            Ids are UUIDs. Times are UTC with six fractional digits. Coordinates are whole pixels of the upright image (its EXIF \
            orientation applied). Unknown fields of a body are passed over. Every error is a problem document (RFC 9457) whose \
            `detail` says what is wrong and what to do; a malformed request, a malformed id in a path too, is 400.

            Images, masks and documents are the body of the answer. Where the server is set to leave downloads to its storage, the \
            answer is 307 with a URL of the storage that is good for fifteen minutes.

            Requests that change something are refused (403) when a page of another origin sends them.""";

    static {
        SpringDocUtils utils = SpringDocUtils.getConfig();
        for (Class<?> id : List.of(ImageId.class, AnnotationId.class, JobId.class, ResultId.class)) {
            utils.replaceWithSchema(id, text().format("uuid").example(Examples.ID));
        }
        utils.replaceWithSchema(
                SegmentationMode.class,
                text(Arrays.stream(SegmentationMode.values())
                        .map(SegmentationMode::wireName)
                        .toList()));
        utils.replaceWithSchema(
                ImageStanding.class,
                text(Arrays.stream(ImageStanding.values())
                        .map(ImageStanding::wireName)
                        .toList()));
        utils.replaceWithSchema(
                Background.class,
                text(Arrays.stream(Background.values())
                        .map(Background::wireName)
                        .toList()));
        utils.replaceWithSchema(
                PromptType.class,
                text(Arrays.stream(PromptType.values())
                        .map(PromptType::wireName)
                        .toList()));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("samui")
                        .version("1")
                        .description(ABOUT)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    }

    /** The records' names as {@link io.samui.rest.JsonRules} writes them. */
    @Bean
    ModelResolver modelResolver() {
        ObjectMapper mapper = Json31.mapper().copy();
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        return new ModelResolver(mapper).openapi31(true);
    }

    @Bean
    OpenApiCustomizer problems() {
        return api -> {
            // what no operation's type shows by itself
            for (Class<?> type : List.of(Problem.class, JobPreviewJson.PreviewedImageJson.class)) {
                ModelConverters.getInstance(true)
                        .readAll(new AnnotatedType(type))
                        .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
            }
            api.getPaths()
                    .values()
                    .forEach(path -> path.readOperationsMap().forEach((method, operation) -> addProblem(operation)));
        };
    }

    private static void addProblem(Operation operation) {
        Schema<?> problem = new JsonSchema().$ref("#/components/schemas/Problem");
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("What is wrong and what to do")
                                .content(new Content()
                                        .addMediaType("application/problem+json", new MediaType().schema(problem))));
    }

    private static Schema<?> text() {
        return new JsonSchema().typesItem("string");
    }

    private static Schema<?> text(List<String> values) {
        JsonSchema schema = new JsonSchema();
        schema.typesItem("string");
        schema.setEnum(List.copyOf(values));
        return schema;
    }
}
