package org.casewright.matching;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.NumberParseException.ErrorType;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Phone numbers: kept as E.164 writes them, read as people type them, shown as they are read aloud. */
public final class Phones {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");
    private static final PhoneNumberUtil KNOWN = PhoneNumberUtil.getInstance();

    private Phones() {}

    /**
     * Whether a text is a number as E.164 writes it, as long as its country's numbers are. Of a country code that nobody has, such
     * as +999, nothing is known but that.
     */
    public static boolean isNumber(String text) {
        return E164.matcher(text).matches()
                && parsed(text).map(KNOWN::isPossibleNumber).orElse(!hasCountry(text));
    }

    /**
     * The number that somebody typed; empty when it is none.
     *
     * @param region two letters of the country whose numbers are typed without its code; null for none
     */
    public static Optional<String> read(String typed, @Nullable String region) {
        try {
            var number = KNOWN.parse(typed, region);
            return Optional.of(KNOWN.format(number, PhoneNumberFormat.E164)).filter(Phones::isNumber);
        } catch (NumberParseException none) {
            return Optional.of("+" + typed.replaceAll("[^0-9]", ""))
                    .filter(number -> typed.strip().startsWith("+") && isNumber(number));
        }
    }

    /** A number with its country's code, in groups; any other text as it is. */
    public static String shown(String number) {
        return parsed(number)
                .map(known -> KNOWN.format(known, PhoneNumberFormat.INTERNATIONAL))
                .orElse(number);
    }

    /** A number as it is written within its country. */
    public static String within(String number) {
        return parsed(number)
                .map(known -> KNOWN.format(known, PhoneNumberFormat.NATIONAL))
                .orElse(number);
    }

    /** Two letters of the country to which a number belongs; empty where it cannot be told. */
    public static Optional<String> region(String number) {
        return parsed(number).map(KNOWN::getRegionCodeForNumber);
    }

    /** All countries that have a code, by their two letters. */
    public static List<String> regions() {
        return KNOWN.getSupportedRegions().stream().sorted().toList();
    }

    /** The code of a country, such as 254. */
    public static int code(String region) {
        return KNOWN.getCountryCodeForRegion(region);
    }

    private static Optional<PhoneNumber> parsed(String number) {
        try {
            return Optional.of(KNOWN.parse(number, null));
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }

    private static boolean hasCountry(String number) {
        try {
            KNOWN.parse(number, null);
            return true;
        } catch (NumberParseException none) {
            return none.getErrorType() != ErrorType.INVALID_COUNTRY_CODE;
        }
    }
}
