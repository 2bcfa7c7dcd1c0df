package org.chartseal.bench;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A laboratory technician who attaches files to a result and takes them back. */
final class FileDesk {

    private static final Pattern REQUEST = Pattern.compile("href=\"/lab/requests/([0-9a-f-]{36})");
    private static final Pattern TOKEN = Pattern.compile("[?&;]_token=([^\"&]+)\"");
    private static final double MEGABYTE = 1e6;

    private final Visitor technician;
    private final String request;
    private final String token;

    private FileDesk(Visitor technician, String request, String token) {
        this.technician = technician;
        this.request = request;
        this.token = token;
    }

    /** Signs in and chooses a request whose results are to be entered. */
    static FileDesk open(String address) {
        Visitor technician = Visitor.signIn(address, "labtech");
        String request = found(REQUEST, technician.page("/lab?stage=collected"));
        String token = found(TOKEN, technician.page("/lab/requests/" + request));
        return new FileDesk(technician, request, token);
    }

    private static String found(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("the page has no " + pattern);
        }
        return found.group(1);
    }

    /** MB/s until the portal has it. */
    double attach(String name, long size) {
        Stopwatch watch = Stopwatch.start();
        technician.upload("/lab/files/" + request, token, name, size, () -> new Noise(size));
        return size / MEGABYTE / watch.seconds();
    }

    /** MB/s until the last byte is here. */
    double download(String name, long size) {
        String path = link(name);
        Stopwatch watch = Stopwatch.start();
        take(path + "?save=true", size);
        return size / MEGABYTE / watch.seconds();
    }

    /** Milliseconds from the click on the result until the file that is shown from there is here to its last byte. */
    double view(String name, long size) {
        Stopwatch watch = Stopwatch.start();
        take(link(name), size);
        return 1_000 * watch.seconds();
    }

    private String link(String name) {
        Pattern link = Pattern.compile(
                "href=\"(/files/[0-9a-f-]{36})[^\"]*\"[^>]*>(?:(?!</a>).)*" + Pattern.quote(name), Pattern.DOTALL);
        return found(link, technician.page("/lab/requests/" + request));
    }

    private void take(String path, long size) {
        long arrived = technician.drain(path);
        if (arrived != size) {
            throw new IllegalStateException(arrived + " of " + size + " bytes came back");
        }
    }

    /** The beginning of a PDF, and then nothing that could be compressed. */
    private static final class Noise extends InputStream {

        private static final byte[] HEAD = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);

        private final byte[] noise = new byte[1 << 20];
        private final long size;
        private long read;

        Noise(long size) {
            this.size = size;
            new Random(7).nextBytes(noise);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (read == size) {
                return -1;
            }
            byte[] from = read < HEAD.length ? HEAD : noise;
            int place = (int) (read % from.length);
            int count = (int) Math.min(Math.min(length, from.length - place), size - read);
            System.arraycopy(from, place, into, offset, count);
            read += count;
            return count;
        }
    }
}
