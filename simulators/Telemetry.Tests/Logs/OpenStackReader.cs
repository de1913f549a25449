using System.Globalization;
using System.Text.RegularExpressions;
using Validation.Simulators.Telemetry.Logs;

namespace Validation.Simulators.Telemetry.Tests.Logs;

/// <summary>A record as the collector makes it.</summary>
internal sealed record Read(string Body, long? UnixNano, SortedDictionary<string, string> Fields, List<string> Parsers)
{
    public string? SeverityText { get; set; }

    public int? SeverityNumber { get; set; }

    public long? Time { get; set; } = UnixNano;
}

/// <summary>filelog/openstack: joins lines and takes them apart.</summary>
internal static class OpenStackReader
{
    private static readonly Regex s_service = Genestack.Regex("extract-service-from-path");
    private static readonly Regex s_first = Genestack.Pattern("recombine-openstack-like-multiline", "is_first_entry");
    private static readonly Regex s_joins = Genestack.Pattern("recombine-openstack-like-multiline", "if");
    private static readonly Regex s_requestId = Genestack.Regex("extract-request-id");

    /// <summary>The records of a file's lines, in the order of their first lines.</summary>
    public static List<Read> Records(string path, IEnumerable<WrittenLine> lines)
    {
        var pod = path.StartsWith("/var/log/pods/", StringComparison.Ordinal);
        var service = s_service.Match(path).Groups["service"].Value;
        var read = new List<Read>();
        Read? open = null;
        foreach (var line in lines)
        {
            // Without an envelope the blanks at both ends are the file's, and the collector trims them.
            var text = pod ? line.Text.TrimEnd(' ', '\t') : line.Text.Trim(' ', '\t');
            if (!s_joins.IsMatch(text) || s_first.IsMatch(text) || open is null)
            {
                var record = Start(text, pod ? line.UnixNano : null, service, pod, line);
                read.Add(record);
                open = s_joins.IsMatch(text) ? record : open;
            }
            else
            {
                var joined = open with { Body = open.Body + "\n" + text };
                read[read.IndexOf(open)] = joined;
                open = joined;
            }
        }

        read.ForEach(TakeApart);
        return read;
    }

    private static Read Start(string text, long? time, string service, bool pod, WrittenLine line)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["service"] = service };
        if (pod)
        {
            fields["log.iostream"] = fields["stream"] = line.OnError ? "stderr" : "stdout";
            fields["logtag"] = System.Text.Encoding.UTF8.GetByteCount(line.Text) > 16384 ? "P" : "F";
        }

        return new Read(text, time, fields, []);
    }

    private static void TakeApart(Read record)
    {
        var horizon = record.Fields["service"] == "horizon";
        Parse(record, "parser-horizon-apache", horizon, "status", "dd/MMM/yyyy:HH:mm:ss zzz");
        Parse(record, "parser-openstack-standard", true, "severity", "yyyy-MM-dd HH:mm:ss.fff");
        Parse(record, "parser-openstack-no-context", !record.Fields.ContainsKey("message"), "severity", "yyyy-MM-dd HH:mm:ss.fff");
        Parse(record, "parser-horizon-django", horizon && !record.Fields.ContainsKey("message"), "severity", null);
        if (!record.Fields.ContainsKey("message"))
            Parse(record, "parser-catchall", true, null, null);
        if (record.Fields.TryGetValue("request_context", out var context) && s_requestId.Match(context) is { Success: true } id)
            record.Fields["request_id"] = id.Groups["request_id"].Value;
        foreach (var name in (string[])["component", "pid", "request_id"])
        {
            if (record.Fields.TryGetValue(name, out var value))
                record.Fields["openstack." + name] = value;
        }
    }

    private static void Parse(Read record, string id, bool wanted, string? severity, string? layout)
    {
        if (!wanted || (id != "parser-catchall" && !Genestack.Pattern(id, "if").IsMatch(record.Body))
            || Genestack.Regex(id).Match(record.Body) is not { Success: true } match)
            return;
        record.Parsers.Add(id);
        foreach (var group in match.Groups.Values.Where(g => g.Name != "0" && g.Success))
            record.Fields[group.Name] = group.Value;
        if (layout is not null)
            record.Time = (DateTimeOffset.ParseExact(record.Fields["timestamp"], layout, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal) - DateTimeOffset.UnixEpoch).Ticks * 100;
        if (severity is null)
            return;
        record.SeverityText = record.Fields[severity];
        record.SeverityNumber = severity == "status" ? record.SeverityText[0] switch { '5' => 17, '4' => 13, _ => null }
            : Number(record.SeverityText);
    }

    private static int? Number(string word) => word switch
    {
        "TRACE" => 1,
        "DEBUG" => 5,
        "INFO" => 9,
        "WARNING" => 13,
        "ERROR" => 17,
        _ => null,
    };
}
