package relata.change.input;

import static relata.query.mapping.Attributes.KEY;

import graphql.schema.GraphQLFieldDefinition;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Argument;
import relata.api.ErrorCode;
import relata.api.limit.LimitSettings;
import relata.api.port.InputRules;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.GlobalId;
import relata.query.type.ColumnTypes;

/**
 * Finds all errors in a mutation's arguments that can be found without the database. Arguments and input fields are
 * named after the attributes they set, so the rules are those of the entity.
 */
@Singleton
class InputCheck implements InputRules {
    private static final String WHERE = "where";

    private final Entities entities;
    private final Validator validator;
    private final int most;

    InputCheck(Entities entities, Validator validator, LimitSettings limits) {
        this.most = limits.pluralInputs();
        this.entities = entities;
        this.validator = validator;
    }

    @Override
    public List<Problem> check(GraphQLFieldDefinition field, Map<String, Object> arguments) {
        var problems = new ArrayList<Problem>();
        var entity = entities.changedBy(field).orElseThrow();
        var others = new LinkedHashMap<>(arguments);
        if (others.remove(WHERE) instanceof Map<?, ?> filter) {
            new FilterCheck(problems).check(entity, filter, Argument.of(WHERE));
        }
        check(entity, others, Argument.of(), problems);
        return problems;
    }

    private void check(EntityType<?> entity, Map<?, ?> input, Argument at, List<Problem> problems) {
        input.forEach((name, value) -> {
            Argument below = at.at(name);
            var attribute = Attributes.find(entity, (String) name);
            if (value == null) {
                if (!attribute.map(InputCheck::isNullable).orElse(false)) {
                    problems.add(Problem.of(
                            ErrorCode.BAD_USER_INPUT,
                            below,
                            below + " must not be null: omit it to leave it unchanged"));
                }
            } else if (attribute.isEmpty() || name.equals(KEY)) {
                // `input` and `create` apply to the same entity
                related(entity, value, below, problems);
            } else if (attribute.get().isAssociation()) {
                related(Attributes.target(attribute.get()), value, below, problems);
            } else {
                ApiException.collect(problems, () -> value(entity, attribute.get(), value, below, problems));
            }
        });
    }

    private void related(EntityType<?> entity, Object value, Argument at, List<Problem> problems) {
        if (value instanceof Map<?, ?> input) {
            check(entity, input, at, problems);
        } else if (value instanceof List<?> inputs) {
            if (inputs.size() > most) {
                throw ApiException.limitExceeded(
                        "relata.limits.plural-inputs",
                        most,
                        "%s has %,d elements; at most %,d are allowed at once".formatted(at, inputs.size(), most));
            }
            for (int i = 0; i < inputs.size(); i++) {
                related(entity, inputs.get(i), at.at(i), problems);
            }
        } else {
            ApiException.collect(problems, () -> GlobalId.parseKey((String) value, entity.getName(), at));
        }
    }

    private void value(
            EntityType<?> entity, Attribute<?, ?> attribute, Object value, Argument at, List<Problem> problems) {
        Object kept = ColumnTypes.of(attribute).toKeep(value, at);
        validator.validateValue(entity.getJavaType(), attribute.getName(), kept).stream()
                .map(violation -> at + " " + violation.getMessage())
                .sorted()
                .forEach(message -> problems.add(Problem.of(ErrorCode.BAD_USER_INPUT, at, message)));
    }

    private static boolean isNullable(Attribute<?, ?> attribute) {
        return attribute.isCollection() || !Attributes.isRequired(attribute);
    }
}
