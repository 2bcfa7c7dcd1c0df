package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageUrlTest {

    @Test
    void aPathAndAFileAddressAreTheSameFolder() {
        assertThat(StorageUrl.parse("/srv/objects"))
                .isEqualTo(StorageUrl.parse("file:/srv/objects"))
                .isEqualTo(StorageUrl.parse("file:///srv/objects/"))
                .isEqualTo(new StorageUrl.Folder(Path.of("/srv/objects")));
        assertThat(StorageUrl.parse("file:/srv/two%20words").text()).isEqualTo("file:/srv/two words");
    }

    @Test
    void aBucketOfAnotherServiceIsRead() {
        S3Location location = s3("s3://hospital-a/records/sealed?endpoint=http://127.0.0.1:9000&path-style=true");
        assertThat(location.bucket()).isEqualTo("hospital-a");
        assertThat(location.prefix()).isEqualTo("records/sealed/");
        assertThat(location.endpoint()).contains(URI.create("http://127.0.0.1:9000"));
        assertThat(location.pathStyle()).isTrue();
        assertThat(location.region()).isEqualTo("us-east-1");
    }

    @Test
    void aBucketOfAmazonsIsRead() {
        S3Location location = s3("s3://hospital-a?region=eu-central-1&profile=records");
        assertThat(location.prefix()).isEmpty();
        assertThat(location.endpoint()).isEmpty();
        assertThat(location.region()).isEqualTo("eu-central-1");
        assertThat(location.profile()).contains("records");
        assertThat(location.pathStyle()).isFalse();
    }

    @Test
    void anIpfsNodeIsRead() {
        assertThat(((StorageUrl.Ipfs) StorageUrl.parse("ipfs+http://127.0.0.1:5001")).location())
                .isEqualTo(new IpfsLocation(URI.create("http://127.0.0.1:5001"), "/chartseal"));
        assertThat(((StorageUrl.Ipfs) StorageUrl.parse("ipfs+https://node:443/hospital-a/")).location())
                .isEqualTo(new IpfsLocation(URI.create("https://node:443"), "/hospital-a"));
    }

    @Test
    void severalAreReadInTheirOrder() {
        assertThat(StorageUrl.parseAll(" /srv/a, s3://bucket?region=eu-west-1\n ipfs+http://localhost:5001 "))
                .extracting(StorageUrl::text)
                .containsExactly("file:/srv/a", "s3://bucket/", "ipfs+http://localhost:5001/chartseal");
    }

    @Test
    void anAddressReadsItsOwnText() {
        for (String text : List.of("file:/srv/a", "ipfs+http://localhost:5001/chartseal")) {
            assertThat(StorageUrl.parse(text).text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "objects|absolute path",
                "ftp://host/x|none of file:, s3:",
                "file:relative|absolute path",
                "file://host/srv|absolute path",
                "s3:///prefix|name of a bucket",
                "s3://Bucket?region=x|name of a bucket",
                "s3://bucket:80?region=x|name of a bucket",
                "s3://bucket|needs region=",
                "s3://bucket?region=|one value for region=",
                "s3://bucket?region=a&region=b|one value for region=",
                "s3://bucket?zone=a|does not know zone=",
                "s3://bucket?endpoint=localhost|no http: or https: address",
                "s3://bucket?endpoint=http://h&path-style=yes|neither true nor false",
                "s3://bucket?region=x#part|no part after #",
                "s3://bucket?region=a b|malformed",
                "ipfs+http://localhost|host and port",
                "ipfs+http://localhost:5001?pin=no|does not know pin=",
            })
    void whatIsWrongIsSaid(String url, String words) {
        assertThatThrownBy(() -> StorageUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://key:hush-hush@bucket?region=x",
        "ipfs+http://user:hush-hush@localhost:5001",
        "s3://bucket?endpoint=http://key:hush-hush@host"
    })
    void credentialsInAnAddressAreRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> StorageUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds credentials")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void theSamePlaceTwiceIsNoReplica() {
        assertThatThrownBy(() -> StorageUrl.parseAll("/srv/a,file:/srv/a/")).hasMessageContaining("named twice");
    }

    private static S3Location s3(String text) {
        return ((StorageUrl.S3) StorageUrl.parse(text)).location();
    }
}
