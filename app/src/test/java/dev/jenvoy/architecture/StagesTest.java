package dev.jenvoy.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The compiler rejects a call whose stage is ignored, because the class that returns the stage requires its use. */
class StagesTest {

    @Test
    void no_stage_may_be_ignored() {
        methods()
                .that()
                .haveRawReturnType(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "a stage", type -> type.isAssignableTo(CompletionStage.class)))
                .and()
                .areNotPrivate()
                .should(new ArchCondition<>("be of a class with @CheckReturnValue") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean checked = method.isAnnotatedWith(CheckReturnValue.class)
                                || method.getOwner().isAnnotatedWith(CheckReturnValue.class)
                                || method.getOwner().isRecord();
                        events.add(new SimpleConditionEvent(method, checked, method.getFullName()));
                    }
                })
                .check(OurClasses.ALL);
    }
}
