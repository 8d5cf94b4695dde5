package org.casewright.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers call their files, and what becomes of it. */
class FileNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "photo.png | photo.png",
                "PHOTO.PNG | PHOTO.PNG",
                "../../etc/passwd | passwd.png",
                "C:\\Users\\me\\photo.png | photo.png",
                "photo.exe | photo.exe.png",
                "photo.png.exe | photo.png.exe.png",
                ".hidden.png | hidden.png",
                "... | file.png",
                "`` | file.png",
                "a<b>\"c\".png | a_b__c_.png",
                "f\u00fcr Zo\u00eb \u5bb6.png | f\u00fcr Zo\u00eb \u5bb6.png"
            })
    void areMadeHarmless(String given, String harmless) {
        assertThat(FileNames.harmless(given, "image/png")).isEqualTo(harmless);
    }

    @Test
    void holdNothingThatIsNotSeenOrTurnsTheRestAround() {
        assertThat(FileNames.harmless("gpj\u202egnp.\u0000pho\r\nto\u200b.png", "image/png"))
                .isEqualTo("gpjgnp.photo.png");
    }

    @Test
    void areShortAndKeepTheirEnding() {
        var name = FileNames.harmless("x".repeat(5_000) + ".png", "image/png");

        assertThat(name).hasSize(120).endsWith("x.png");
        assertThat(FileNames.harmless("\ud83d\ude00".repeat(500), "image/png")).matches("(\ud83d\ude00)+\\.png");
    }

    @Test
    void canBeMissing() {
        assertThat(FileNames.harmless(null, "application/pdf")).isEqualTo("file.pdf");
    }
}
