package relata.database;

import java.util.Arrays;
import java.util.regex.Pattern;

/** A version of MariaDB, such as 11.4.5; what follows the numbers (-MariaDB-log) is ignored. */
record Version(int... numbers) implements Comparable<Version> {

    private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)*");

    static Version parse(String text) {
        var matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("Not a version: " + text);
        }
        return new Version(Arrays.stream(matcher.group().split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray());
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compare(numbers, other.numbers);
    }

    @Override
    public String toString() {
        return String.join(
                ".", Arrays.stream(numbers).mapToObj(Integer::toString).toList());
    }
}
