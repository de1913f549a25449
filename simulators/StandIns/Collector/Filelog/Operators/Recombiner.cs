using System.Text;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>How records are joined.</summary>
/// <param name="MatchIsFirst">A record that matches starts a new one; otherwise it ends one.</param>
/// <param name="CombineField">Whose texts are joined.</param>
/// <param name="CombineWith">What stands between them.</param>
/// <param name="Source">Records of different sources are not joined.</param>
/// <param name="MaxLogSize">Bytes above which it is handed on; 0 is none.</param>
/// <param name="MaxBatchSize">Records at which it is handed on; 0 is none.</param>
/// <param name="MaxUnmatched">Records at which it is handed on when none matched; 0 is none.</param>
/// <param name="MaxSources">Sources above which all are handed on.</param>
/// <param name="Newest">The joined record is the newest of them; otherwise the oldest.</param>
/// <param name="ForceFlush">How long it waits for the next, from the first's reading.</param>
internal sealed record RecombineRules(bool MatchIsFirst, Field CombineField, string CombineWith, Field Source, long MaxLogSize, int MaxBatchSize,
    int MaxUnmatched, int MaxSources, bool Newest, TimeSpan ForceFlush);

/// <summary>Joins records, source by source.</summary>
internal sealed class Recombiner
{
    private const string NoSource = "DefaultSourceIdentifier";
    private readonly RecombineRules _rules;
    private readonly TimeProvider _clock;
    private readonly Action<string> _log;
    private readonly Action<Entry> _write;
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private DateTimeOffset _nextLook;

    public Recombiner(RecombineRules rules, TimeProvider clock, Action<string> log, Action<Entry> write)
    {
        (_rules, _clock, _log, _write) = (rules, clock, log, write);
        _nextLook = clock.GetUtcNow() + rules.ForceFlush;
    }

    /// <summary>Takes a record; hands on what is complete by it.</summary>
    public void Add(Entry entry, bool matches)
    {
        var source = _rules.Source.TryGet(entry, out var named) && named is string { Length: > 0 } name ? name : NoSource;
        if (matches && _rules.MatchIsFirst)
            Flush(source);
        Append(entry, source, matches);
        if (matches && !_rules.MatchIsFirst)
            Flush(source);
    }

    /// <summary>Hands on what waited too long. The real one looks after the whole period first, then five times in a period.</summary>
    public void Tick()
    {
        var now = _clock.GetUtcNow();
        if (now < _nextLook)
            return;
        _nextLook = now + (_rules.ForceFlush / 5);
        foreach (var (source, held) in _held.ToArray())
        {
            if (now - held.Since >= _rules.ForceFlush)
                Flush(source);
        }
    }

    /// <summary>Hands on all.</summary>
    public void FlushAll()
    {
        foreach (var source in _held.Keys.ToArray())
            Flush(source);
    }

    private void Append(Entry entry, string source, bool matches)
    {
        if (!_held.TryGetValue(source, out var held))
        {
            if (_held.Count >= _rules.MaxSources)
            {
                _log("error\tToo many sources. Flushing all batched logs. Consider increasing max_sources parameter");
                FlushAll();
            }

            _held[source] = held = new Held(entry, _clock.GetUtcNow());
        }
        else if (_rules.Newest)
        {
            held.Base = entry;
        }

        held.Count++;
        held.Matched |= matches;
        if (!_rules.CombineField.TryGet(entry, out var value) || value is not string text)
        {
            _log("error\tentry does not contain the combine_field");
            return;
        }

        held.Append(text, _rules.CombineWith);
        if ((_rules.MaxLogSize > 0 && held.Bytes > _rules.MaxLogSize) || (_rules.MaxBatchSize > 0 && held.Count >= _rules.MaxBatchSize)
            || (!held.Matched && _rules.MaxUnmatched > 0 && held.Count >= _rules.MaxUnmatched))
            Flush(source);
    }

    private void Flush(string source)
    {
        if (!_held.Remove(source, out var held))
            return;
        _rules.CombineField.Set(held.Base, held.Text);
        _write(held.Base);
    }

    private sealed class Held(Entry first, DateTimeOffset since)
    {
        private string _first = "";
        private StringBuilder? _rest;

        public Entry Base { get; set; } = first;

        public DateTimeOffset Since => since;

        public int Count { get; set; }

        public bool Matched { get; set; }

        public long Bytes { get; private set; }

        public string Text => _rest?.ToString() ?? _first;

        public void Append(string text, string between)
        {
            if (Bytes == 0)
            {
                _first = text;
            }
            else
            {
                _rest ??= new StringBuilder(_first);
                _rest.Append(between).Append(text);
                Bytes += Encoding.UTF8.GetByteCount(between);
            }

            Bytes += Encoding.UTF8.GetByteCount(text);
        }
    }
}
