namespace Akka.Configuration.Hocon;

/// <summary>One piece of a HOCON value: a literal, an array, an object or a substitution.</summary>
public interface IHoconElement
{
    bool IsString();
    string GetString();
    bool IsArray();
    IList<HoconValue> GetArray();
}

/// <summary>Something that stands for an object, once what it refers to is known.</summary>
public interface IMightBeAHoconObject
{
    bool IsObject();
    HoconObject GetObject();
}
