package dev.jenvoy.option;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Declares the keys of one feature and how its options are made from their values.
 *
 * @param <R> the feature's options
 */
public final class OptionGroup<R> {
    private final List<Option<?>> options;
    private final Function<OptionValues, R> make;

    private OptionGroup(Function<OptionValues, R> make, Option<?>... options) {
        this.options = List.of(options);
        this.make = make;
    }

    /** Returns the keys in the order of their declaration. */
    public List<Option<?>> options() {
        return options;
    }

    /** Makes the feature's options from the values of its keys. */
    public R of(OptionValues values) {
        return make.apply(values);
    }

    /** Declares any number of keys; {@code make} asks for the value of each. */
    public static <R> OptionGroup<R> of(Function<OptionValues, R> make, Option<?>... options) {
        return new OptionGroup<>(make, options);
    }

    /** Declares one key. */
    public static <A, R> OptionGroup<R> of(Option<A> a, Function<A, R> make) {
        return new OptionGroup<>(values -> make.apply(values.get(a)), a);
    }

    /** Declares two keys. */
    public static <A, B, R> OptionGroup<R> of(Option<A> a, Option<B> b, BiFunction<A, B, R> make) {
        return new OptionGroup<>(values -> make.apply(values.get(a), values.get(b)), a, b);
    }

    /** Declares three keys. */
    public static <A, B, C, R> OptionGroup<R> of(Option<A> a, Option<B> b, Option<C> c, Make3<A, B, C, R> make) {
        return new OptionGroup<>(values -> make.make(values.get(a), values.get(b), values.get(c)), a, b, c);
    }

    /** Declares four keys. */
    public static <A, B, C, D, R> OptionGroup<R> of(
            Option<A> a, Option<B> b, Option<C> c, Option<D> d, Make4<A, B, C, D, R> make) {
        return new OptionGroup<>(
                values -> make.make(values.get(a), values.get(b), values.get(c), values.get(d)), a, b, c, d);
    }

    /** Declares five keys. */
    public static <A, B, C, D, E, R> OptionGroup<R> of(
            Option<A> a, Option<B> b, Option<C> c, Option<D> d, Option<E> e, Make5<A, B, C, D, E, R> make) {
        return new OptionGroup<>(
                values -> make.make(values.get(a), values.get(b), values.get(c), values.get(d), values.get(e)),
                a,
                b,
                c,
                d,
                e);
    }

    /** Declares six keys. */
    public static <A, B, C, D, E, F, R> OptionGroup<R> of(
            Option<A> a,
            Option<B> b,
            Option<C> c,
            Option<D> d,
            Option<E> e,
            Option<F> f,
            Make6<A, B, C, D, E, F, R> make) {
        return new OptionGroup<>(
                values -> make.make(
                        values.get(a), values.get(b), values.get(c), values.get(d), values.get(e), values.get(f)),
                a,
                b,
                c,
                d,
                e,
                f);
    }

    /** Makes options from three values. */
    @FunctionalInterface
    public interface Make3<A, B, C, R> {
        R make(A a, B b, C c);
    }

    /** Makes options from four values. */
    @FunctionalInterface
    public interface Make4<A, B, C, D, R> {
        R make(A a, B b, C c, D d);
    }

    /** Makes options from five values. */
    @FunctionalInterface
    public interface Make5<A, B, C, D, E, R> {
        R make(A a, B b, C c, D d, E e);
    }

    /** Makes options from six values. */
    @FunctionalInterface
    public interface Make6<A, B, C, D, E, F, R> {
        R make(A a, B b, C c, D d, E e, F f);
    }
}
