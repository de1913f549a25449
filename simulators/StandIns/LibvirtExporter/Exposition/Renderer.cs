using System.Text;

namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>Writes the text format of Prometheus (version 0.0.4) byte for byte as client_golang does.</summary>
internal ref struct Renderer(ScrapeSeries series, Utf8Buffer output)
{
    private Family _family = Families.All[0];
    private ReadOnlySpan<byte> _last;
    private bool _any;

    /// <summary>The first series that would stand there twice; null when none does. The real program then refuses the whole scrape.</summary>
    public string? Twice { get; private set; }

    public void Render()
    {
        series.Sort();
        foreach (var family in Families.All)
        {
            _family = family;
            _any = false;
            if (family.Subject is Subject.Host)
                Rows(series.Host);
            else if (family.Subject is Subject.Pool)
                Rows(series.Pools);
            else if (family.Subject is Subject.DiskInfo)
                DiskInfos();
            else
                foreach (var domain in series.Domains)
                    Rows(domain[family.Subject]);
        }
    }

    private void Rows(RowSet rows)
    {
        for (var place = 0; place < rows.Count; place++)
        {
            var row = rows.RowAt(place);
            if (rows.TryGet(row, _family.Column, out var value))
                Line(rows.LabelOf(row), value);
        }
    }

    /// <summary>The one family whose first label is not the domain, so that its lines go across domains.</summary>
    private void DiskInfos()
    {
        var labels = new List<Label>();
        foreach (var domain in series.Domains)
        {
            var rows = domain[Subject.DiskInfo];
            for (var row = 0; row < rows.Count; row++)
                labels.Add(rows.LabelOf(row));
        }

        labels.Sort();
        foreach (var label in labels)
            Line(label, 1);
    }

    private void Line(Label label, double value)
    {
        if (!_any)
            output.Write(_family.Header);
        else if (label.Text.AsSpan().SequenceEqual(_last))
            Twice ??= $"{_family.Name}{{{Encoding.UTF8.GetString(label.Text)}}}";
        _any = true;
        _last = label.Text;

        var name = _family.NameBytes;
        var room = output.Reserve(name.Length + label.Text.Length + GoFloat.MaxLength + 4);
        name.CopyTo(room);
        var length = name.Length;
        if (label.Text.Length > 0)
        {
            room[length++] = (byte)'{';
            label.Text.CopyTo(room[length..]);
            length += label.Text.Length;
            room[length++] = (byte)'}';
        }

        room[length++] = (byte)' ';
        length += GoFloat.Write(value, room[length..]);
        room[length++] = (byte)'\n';
        output.Advance(length);
    }
}
