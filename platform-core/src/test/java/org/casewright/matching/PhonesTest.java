package org.casewright.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhonesTest {

    @Test
    void areAsLongAsThoseOfTheirCountry() {
        assertThat(Phones.isNumber("+254712345678")).isTrue();
        assertThat(Phones.isNumber("+25471234567890")).isFalse();
        assertThat(Phones.isNumber("+2541")).isFalse();
        for (var wrong :
                new String[] {"", "+", "0712345678", "+254 712 345678", "254712345678", "+0712345678", "+254712x45678"
                }) {
            assertThat(Phones.isNumber(wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void ofNoCountryAreKnownByTheirDigitsAlone() {
        assertThat(Phones.isNumber("+99912345678")).isTrue();
        assertThat(Phones.isNumber("+9991234")).isFalse();
        assertThat(Phones.read("+999 123 456 78", null)).contains("+99912345678");
        assertThat(Phones.shown("+99912345678")).isEqualTo("+99912345678");
    }

    @Test
    void areReadAsPeopleTypeThem() {
        assertThat(Phones.read("0712 345-678", "KE")).contains("+254712345678");
        assertThat(Phones.read("+254 (712) 345 678", null)).contains("+254712345678");
        assertThat(Phones.read("+256 312 345678", "KE")).contains("+256312345678");
        for (var wrong : new String[] {"", "12", "call me", "0712 345 678"}) {
            assertThat(Phones.read(wrong, null)).as(wrong).isEmpty();
        }
    }

    @Test
    void areShownInGroupsAndSayTheirCountry() {
        assertThat(Phones.shown("+254712345678")).isEqualTo("+254 712 345678");
        assertThat(Phones.within("+254712345678")).isEqualTo("0712 345678");
        assertThat(Phones.region("+254712345678")).contains("KE");
        assertThat(Phones.shown("no number")).isEqualTo("no number");
        assertThat(Phones.regions()).contains("KE", "SS").doesNotHaveDuplicates();
        assertThat(Phones.code("KE")).isEqualTo(254);
    }
}
