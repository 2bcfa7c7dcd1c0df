package org.chartseal.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PortalTest {

    @Test
    void the_server_reads_every_letter_of_a_setting() throws IOException {
        String name = "Spitäler Zürich, # 1: 北京 = \\ it's";

        String written = Portal.text(Map.of("chartseal.hospital.name", name));

        Properties read = new Properties();
        read.load(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)));
        assertThat(read.getProperty("chartseal.hospital.name")).isEqualTo(name);
    }
}
