package io.natter.protocol.subject;

import java.util.Arrays;

/**
 * Two filters compared token by token. Thread-safe: pure functions.
 *
 * <p>All three questions walk both filters in step; they differ in what a pair of tokens means, and in who may stop
 * early: the wide side at its {@code >} always, the narrow one only where overlap is enough.
 */
final class Walk {
    /** What one pair of tokens says about the whole. */
    private enum Verdict {
        YES,
        NO,
        GO_ON
    }

    /** How one pair of tokens, {@code [start, stop)} in each, is judged. */
    @FunctionalInterface
    private interface Rule {
        Verdict judge(byte[] a, int aStart, int aStop, byte[] b, int bStart, int bStop);
    }

    private Walk() {}

    static boolean matches(byte[] subject, int from, int length, byte[] filter, int filterFrom, int filterLength) {
        return walk(Walk::matchTokens, subject, from, length, filter, filterFrom, filterLength);
    }

    static boolean isSubset(byte[] narrow, int from, int length, byte[] wide, int wideFrom, int wideLength) {
        return walk(Walk::subsetTokens, narrow, from, length, wide, wideFrom, wideLength);
    }

    static boolean collide(byte[] one, int from, int length, byte[] other, int otherFrom, int otherLength) {
        return walk(Walk::collideTokens, one, from, length, other, otherFrom, otherLength);
    }

    private static boolean walk(Rule rule, byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
        int aEnd = aFrom + aLength;
        int bEnd = bFrom + bLength;
        int aStart = aFrom;
        int bStart = bFrom;
        while (aStart <= aEnd && bStart <= bEnd) {
            int aStop = Subjects.tokenEnd(a, aStart, aEnd);
            int bStop = Subjects.tokenEnd(b, bStart, bEnd);
            if (aStop == aStart || bStop == bStart) {
                return false; // an empty token is no token
            }
            Verdict verdict = rule.judge(a, aStart, aStop, b, bStart, bStop);
            if (verdict != Verdict.GO_ON) {
                return verdict == Verdict.YES;
            }
            aStart = aStop + 1;
            bStart = bStop + 1;
        }
        return aStart > aEnd && bStart > bEnd;
    }

    private static Verdict matchTokens(byte[] subject, int start, int stop, byte[] filter, int fStart, int fStop) {
        if (Subjects.isRest(filter, fStart, fStop)) {
            return Verdict.YES;
        }
        return equal(subject, start, stop, filter, fStart, fStop) || Subjects.isAny(filter, fStart, fStop)
                ? Verdict.GO_ON
                : Verdict.NO;
    }

    private static Verdict subsetTokens(byte[] narrow, int start, int stop, byte[] wide, int wStart, int wStop) {
        if (Subjects.isRest(wide, wStart, wStop)) {
            return Verdict.YES;
        }
        if (Subjects.isRest(narrow, start, stop)) {
            return Verdict.NO;
        }
        return equal(narrow, start, stop, wide, wStart, wStop) || Subjects.isAny(wide, wStart, wStop)
                ? Verdict.GO_ON
                : Verdict.NO;
    }

    private static Verdict collideTokens(byte[] one, int start, int stop, byte[] other, int oStart, int oStop) {
        if (Subjects.isRest(one, start, stop) || Subjects.isRest(other, oStart, oStop)) {
            return Verdict.YES;
        }
        boolean canBoth = Subjects.isAny(one, start, stop)
                || Subjects.isAny(other, oStart, oStop)
                || equal(one, start, stop, other, oStart, oStop);
        return canBoth ? Verdict.GO_ON : Verdict.NO;
    }

    private static boolean equal(byte[] a, int aStart, int aStop, byte[] b, int bStart, int bStop) {
        return Arrays.equals(a, aStart, aStop, b, bStart, bStop);
    }
}
